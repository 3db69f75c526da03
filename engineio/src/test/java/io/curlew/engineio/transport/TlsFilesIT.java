package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.TlsConfig.Trust;
import io.curlew.engineio.transport.TlsFile.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS set up from files: trust and client keys, and what is wrong with them. */
@Tag("A56")
@Tag("F26")
class TlsFilesIT {
    private static final String CANARY = "canary-c0de";
    private static final Trust JVM = new Trust.Jvm();

    private static TestCertificates local;
    private static TestCertificates other;
    private static TestCertificates expired;
    private static TestCertificates client;

    @TempDir
    private Path files;

    private ScriptedServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        local = TestCertificates.forNames(Files.createDirectory(directory.resolve("local")), "dns:localhost");
        other = TestCertificates.forNames(Files.createDirectory(directory.resolve("other")), "dns:other.example");
        expired = TestCertificates.expired(Files.createDirectory(directory.resolve("expired")), "dns:localhost");
        client = TestCertificates.forNames(Files.createDirectory(directory.resolve("client")), "dns:client");
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private Path file(String... contents) throws Exception {
        return Files.writeString(Files.createTempFile(files, "tls", ".pem"), String.join("", contents));
    }

    private static TlsFile pem(Path path) {
        return new TlsFile(Format.PEM, path, Optional.empty());
    }

    private static TlsFile p12(Path path, char[] password) {
        return new TlsFile(Format.PKCS12, path, Optional.of(new String(password)));
    }

    private Trust trusting(TestCertificates certificates) throws Exception {
        return new Trust.Authorities(pem(file(certificates.certificatePem())));
    }

    private Rig rig(ServerSocketFactory sockets, TransportType type, Trust trust) throws Exception {
        return rig(sockets, type, new TlsConfig(trust, Optional.empty()));
    }

    private Rig rig(ServerSocketFactory sockets, TransportType type, TlsConfig tls) throws Exception {
        server = ScriptedServer.secure(sockets);
        return new Rig(type, server.uri("localhost")).dial(DialConfig.defaults().withTls(tls));
    }

    private static ServerSocketFactory of(TestCertificates certificates) throws Exception {
        return certificates.server().getServerSocketFactory();
    }

    private void assertOpens(Rig rig, TransportType type) throws Exception {
        if (type == TransportType.POLLING) {
            rig.openPolling(server);
        } else {
            rig.open();
            server.accept().switchProtocols(Peer.text("4hi"));
            assertThat(rig.signals.until("batchEnd")).contains("opened", "received 4hi");
        }
    }

    private TransportException refusal(Rig rig) throws Exception {
        rig.open();
        server.accept().drainAside();
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessageContaining("no TLS connection to localhost");
        return failure;
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theCertificatesOfAPemFileAreTrusted(TransportType type) throws Exception {
        Path both = file(other.certificatePem(), local.certificatePem());
        assertOpens(rig(of(local), type, new Trust.Authorities(pem(both))), type);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theCertificatesOfAKeyStoreAreTrusted(TransportType type) throws Exception {
        TlsFile store = p12(local.p12, TestCertificates.PASSWORD);
        assertOpens(rig(of(local), type, new Trust.Authorities(store)), type);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void anotherHostsCertificateIsRefused(TransportType type) throws Exception {
        assertThat(Secrets.said(refusal(rig(of(other), type, trusting(other))))).contains("localhost");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void anExpiredCertificateOfATrustedAuthorityIsRefused(TransportType type) throws Exception {
        assertThat(refusal(rig(of(expired), type, trusting(expired))))
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aStrangersCertificateIsRefused(TransportType type) throws Exception {
        refusal(rig(of(local), type, JVM));
        server.close();
        refusal(rig(of(local), type, trusting(other)));
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void onlyTheInsecureModeTakesAnythingFromAnybody(TransportType type) throws Exception {
        for (TestCertificates bad : new TestCertificates[] {local, other, expired}) {
            assertOpens(rig(of(bad), type, new Trust.Anybody()), type);
            server.close();
        }
    }

    @Test
    void theInsecureModeWarnsOnce() {
        Trust.Anybody anybody = new Trust.Anybody();
        assertThat(anybody.firstUse()).isTrue();
        assertThat(anybody.firstUse()).isFalse();
        assertThat(new Trust.Anybody().firstUse()).isTrue();
    }

    // ---- who this side is ----

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aClientCertificateIsGivenWhenAsked(TransportType type) throws Exception {
        Path locked = file(client.certificatePem(), client.keyPem(CANARY.toCharArray()));
        for (TlsFile key : new TlsFile[] {
            pem(file(client.keyPem(), client.certificatePem())),
            new TlsFile(Format.PEM, locked, Optional.of(CANARY)),
            p12(client.p12, TestCertificates.PASSWORD)
        }) {
            assertOpens(rig(local.serverFor(client), type, new TlsConfig(trusting(local), Optional.of(key))), type);
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void withoutAClientCertificateAServerThatWantsOneIsNotReached(TransportType type) throws Exception {
        Rig rig = rig(local.serverFor(client), type, trusting(local)).open();
        server.accept().drainAside();
        // In TLS 1.3 the server complains after the client's handshake is done.
        assertThat(rig.signals.failure().phase()).isIn(Phase.CONNECT, Phase.HANDSHAKE);
    }

    // ---- files that can't be used ----

    private static TransportException unusable(TlsConfig tls) throws Exception {
        Rig rig = new Rig(TransportType.WEBSOCKET, java.net.URI.create("https://127.0.0.1:9/"))
                .dial(DialConfig.defaults().withTls(tls));
        TransportException failure = rig.open().signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasCauseInstanceOf(Exception.class);
        assertThat(Secrets.said(failure)).doesNotContain(CANARY);
        return failure;
    }

    private static void assertTrustIsUnusable(TlsFile file, String why) throws Exception {
        assertThat(unusable(new TlsConfig(new Trust.Authorities(file), Optional.empty())))
                .hasMessage(
                        "websocket, connect: could not read the trusted certificates in " + file.path() + ": " + why);
    }

    private static void assertKeyIsUnusable(TlsFile file, String why) throws Exception {
        assertThat(unusable(new TlsConfig(JVM, Optional.of(file))))
                .hasMessage("websocket, connect: could not read the client key in " + file.path() + ": " + why);
    }

    @Test
    @Tag("N19")
    void aFileThatIsNotThereIsNamed() throws Exception {
        Path missing = files.resolve("missing");
        String why = "there is no such file";
        assertTrustIsUnusable(pem(missing), why);
        assertTrustIsUnusable(p12(missing, CANARY.toCharArray()), why);
        assertKeyIsUnusable(pem(missing), why);
        assertKeyIsUnusable(p12(missing, CANARY.toCharArray()), why);
    }

    @Test
    @Tag("N19")
    void aFileOfSomethingElseIsNamed() throws Exception {
        Path something = file(CANARY);
        assertTrustIsUnusable(pem(something), "found no certificates in input stream");
        assertTrustIsUnusable(p12(something, CANARY.toCharArray()), "the file ends too early");
        assertKeyIsUnusable(pem(something), "Input stream not contain valid certificates");
        assertKeyIsUnusable(pem(file(client.certificatePem())), "Input stream does not contain valid private key");
        assertKeyIsUnusable(pem(file(client.keyPem())), "Input stream not contain valid certificates");
    }

    @Test
    @Tag("N19")
    void aFileThatTheWrongPasswordDoesNotOpenIsNamed() throws Exception {
        assertTrustIsUnusable(p12(local.p12, CANARY.toCharArray()), "keystore password was incorrect");
        assertKeyIsUnusable(p12(client.p12, CANARY.toCharArray()), "keystore password was incorrect");
        Path locked = file(client.certificatePem(), client.keyPem("another".toCharArray()));
        assertKeyIsUnusable(
                new TlsFile(Format.PEM, locked, Optional.of(CANARY)),
                "Input stream does not contain valid private key");
        assertKeyIsUnusable(pem(locked), "Input stream does not contain valid private key");
    }

    @Test
    void nothingShowsAPassword() {
        TlsFile file = p12(files, CANARY.toCharArray());
        TlsConfig config = new TlsConfig(new Trust.Authorities(file), Optional.of(file));
        assertThat(DialConfig.defaults().withTls(config).toString()).doesNotContain(CANARY);
    }
}
