package io.curlew.engineio.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as the JVM is set up for it. */
final class JvmTls {
    private JvmTls() {}

    /**
     * Returns the default context of the JVM; when that is the JDK's own, one that trusts the same and names the
     * certificates that it refuses.
     */
    static SSLContext context() throws NoSuchAlgorithmException {
        SSLContext standard = SSLContext.getDefault();
        return isOfTheJdk(standard) ? Naming.CONTEXT.orElse(standard) : standard;
    }

    /** A program may have set its own, or have given the JDK's a key. */
    private static boolean isOfTheJdk(SSLContext context) {
        return context.getProtocol().equals("Default")
                && context.getProvider().getName().equals("SunJSSE")
                && System.getProperty("javax.net.ssl.keyStore", "").isEmpty();
    }

    /** Made once, as the default context is: its connections share their sessions. */
    private static final class Naming {
        static final Optional<SSLContext> CONTEXT = make();

        private static Optional<SSLContext> make() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {NamingTrust.of(trust())}, null);
                return Optional.of(context);
            } catch (GeneralSecurityException | RuntimeException unusual) { // or no connection could ever be made
                return Optional.empty();
            }
        }
    }

    /** Returns whom the JVM trusts. */
    static TrustManagerFactory trust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        @Nullable KeyStore ofTheJvm = null;
        factory.init(ofTheJvm);
        return factory;
    }
}
