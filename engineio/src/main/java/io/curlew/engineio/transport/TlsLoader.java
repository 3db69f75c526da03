package io.curlew.engineio.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the files of a {@link TlsConfig}. Off the loop. Netty picks BoringSSL where it is on the class path. */
final class TlsLoader {
    private TlsLoader() {}

    /** Does something with a file that may be missing, malformed or locked. */
    private interface Step {
        void run() throws IOException, GeneralSecurityException;
    }

    static SslContext context(TlsConfig config) throws TlsSetupException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        trust(builder, config);
        if (config.key().isPresent()) {
            TlsFile file = config.key().get();
            naming("the client key", file, () -> key(builder, file));
        }
        try {
            return builder.build();
        } catch (SSLException failure) {
            throw new TlsSetupException("could not set TLS up: " + words(failure), failure);
        }
    }

    private static void trust(SslContextBuilder builder, TlsConfig config) throws TlsSetupException {
        if (config.trust() instanceof TlsConfig.Trust.Authorities authorities) {
            TlsFile file = authorities.file();
            naming("the trusted certificates", file, () -> builder.trustManager(NamingTrust.of(trust(file))));
        } else if (config.verifies()) {
            builder.trustManager(NamingTrust.of(ofTheJvm()));
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE).endpointIdentificationAlgorithm(null);
        }
    }

    private static TrustManagerFactory ofTheJvm() throws TlsSetupException {
        try {
            return JvmTls.trust();
        } catch (GeneralSecurityException failure) {
            throw new TlsSetupException("could not read whom the JVM trusts: " + words(failure), failure);
        }
    }

    private static void naming(String what, TlsFile file, Step step) throws TlsSetupException {
        try {
            step.run();
        } catch (IOException | GeneralSecurityException | RuntimeException failure) {
            throw new TlsSetupException("could not read " + what + " in " + file + ": " + words(failure), failure);
        }
    }

    private static String words(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file"; // its message is the name
        } else if (failure instanceof EOFException) {
            return "the file ends too early";
        }
        return FailureMessage.of(failure).replaceFirst("\\.$", "");
    }

    private static TrustManagerFactory trust(TlsFile file) throws IOException, GeneralSecurityException {
        if (file.format() == TlsFile.Format.PEM) {
            return Pem.trust(contents(file));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store(file));
        return managers;
    }

    /** Never made: Netty lets only what extends this class use its reader of PEM files. */
    private abstract static class Pem extends SslContext {
        static TrustManagerFactory trust(InputStream file) throws IOException, GeneralSecurityException {
            return buildTrustManagerFactory(toX509Certificates(file), null, null);
        }
    }

    private static void key(SslContextBuilder builder, TlsFile file) throws IOException, GeneralSecurityException {
        switch (file.format()) {
            case PEM ->
                builder.keyManager(
                        contents(file), contents(file), file.password().orElse(null));
            case PKCS12 -> {
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(store(file), password(file));
                builder.keyManager(managers);
            }
        }
    }

    private static KeyStore store(TlsFile file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(contents(file), password(file));
        if (store.size() == 0) {
            // To the JDK an empty one is good until the handshake, and then fails with a riddle.
            throw new KeyStoreException("the key store is empty, or its password is missing");
        }
        return store;
    }

    private static char @Nullable [] password(TlsFile file) {
        return file.password().map(String::toCharArray).orElse(null);
    }

    private static ByteArrayInputStream contents(TlsFile file) throws IOException {
        return new ByteArrayInputStream(Files.readAllBytes(file.path()));
    }
}
