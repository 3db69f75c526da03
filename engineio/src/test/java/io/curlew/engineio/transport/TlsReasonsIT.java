package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.TlsConfig.Trust;
import io.curlew.engineio.transport.TlsFile.Format;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The message of a failure of TLS says what was wrong. */
@Tag("N19")
class TlsReasonsIT {
    private static TestCertificates local;
    private static TestCertificates other;
    private static TestCertificates signed;
    private static TestCertificates expired;
    private static TestCertificates notYetValid;

    @TempDir
    private Path files;

    private ScriptedServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        local = TestCertificates.forNames(newDirectory(directory, "local"), "dns:localhost");
        other = TestCertificates.forNames(newDirectory(directory, "other"), "dns:other.example,dns:another.example");
        signed = TestCertificates.signed(newDirectory(directory, "signed"));
        expired = TestCertificates.expired(newDirectory(directory, "expired"), "dns:localhost");
        notYetValid = TestCertificates.notYetValid(newDirectory(directory, "notYetValid"), "dns:localhost");
    }

    private static Path newDirectory(Path parent, String name) throws Exception {
        return Files.createDirectory(parent.resolve(name));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Rig against(TransportType type, ServerSocketFactory sockets) throws Exception {
        server = ScriptedServer.secure(sockets);
        return new Rig(type, server.uri("localhost"));
    }

    private Rig against(TransportType type, TestCertificates certificates) throws Exception {
        return against(type, certificates.server().getServerSocketFactory());
    }

    private DialConfig trusting(TestCertificates certificates, Optional<TlsFile> key) throws Exception {
        Path file = Files.writeString(files.resolve("trusted.pem"), certificates.certificatePem());
        Trust trust = new Trust.Authorities(new TlsFile(Format.PEM, file, Optional.empty()));
        return DialConfig.defaults().withTls(new TlsConfig(trust, key));
    }

    private DialConfig trusting(TestCertificates certificates) throws Exception {
        return trusting(certificates, Optional.empty());
    }

    private TransportException failure(Rig rig) throws Exception {
        rig.open();
        server.accept().drainAside();
        return rig.signals.failure();
    }

    private void assertRefused(Rig rig, String why) throws Exception {
        TransportException failure = failure(rig);
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure)
                .hasMessageStartingWith(failure.transport() + ", connect: no TLS connection to localhost port "
                        + server.uri().getPort() + ": " + why);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aSelfSignedCertificateIsNotTrusted(TransportType type) throws Exception {
        String why = "the certificate is not trusted (self-signed): CN=curlew test";
        assertRefused(against(type, local), why);
        server.close();
        assertRefused(against(type, local).dial(trusting(other)), why);
        server.close();
        TlsConfig jvms = new TlsConfig(new Trust.Jvm(), Optional.empty());
        assertRefused(against(type, local).dial(DialConfig.defaults().withTls(jvms)), why);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aCertificateOfAStrangersAuthorityIsNotTrusted(TransportType type) throws Exception {
        assertRefused(
                against(type, signed),
                "the certificate is not trusted (signed by CN=curlew authority): CN=curlew test");
    }

    @Test
    void theProgramsOwnTlsSettingsLeaveTheCertificateUnnamed() throws Exception {
        assertRefused(
                against(TransportType.POLLING, local).sslContext(other.trustingClient()),
                "the certificate is not trusted: no trusted authority has signed it; it may be self-signed");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aCertificateMayHaveExpired(TransportType type) throws Exception {
        assertRefused(against(type, expired).dial(trusting(expired)), "the certificate has expired (NotAfter: ");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aCertificateMayNotBeValidYet(TransportType type) throws Exception {
        assertRefused(
                against(type, notYetValid).dial(trusting(notYetValid)),
                "the certificate is not valid yet (NotBefore: ");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aCertificateMayBeForAnotherHost(TransportType type) throws Exception {
        assertRefused(
                against(type, other).dial(trusting(other)),
                "the certificate is for other.example or another.example: No subject alternative DNS name matching"
                        + " localhost found");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aServerMayNotSpeakTls(TransportType type) throws Exception {
        server = ScriptedServer.plain();
        Rig rig = new Rig(type, URI.create("https://localhost:" + server.uri().getPort())).open();
        server.accept().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        assertThat(rig.signals.failure()).hasMessageEndingWith(": the server does not speak TLS");
    }

    // ---- who this side is ----

    static Stream<Arguments> versionsOnEveryTransport() {
        return Stream.of(TransportType.values())
                .flatMap(type -> Stream.of("TLSv1.3", "TLSv1.2").map(version -> Arguments.of(type, version)));
    }

    private ServerSocketFactory asking(String version) throws Exception {
        return local.serverFor(other, version);
    }

    /** TLS 1.3 tells of it when the handshake is done on this side, and the request on its way. */
    @ParameterizedTest
    @MethodSource("versionsOnEveryTransport")
    void aServerMayRequireACertificate(TransportType type, String version) throws Exception {
        TransportException failure = failure(against(type, asking(version)).dial(trusting(local)));
        if (version.equals("TLSv1.3")) {
            assertThat(failure).hasMessageMatching(type + ", handshake: TLS: the server refused: \\w+");
        } else {
            assertThat(failure).hasMessageMatching(type + ", connect: no TLS .*: the server refused: \\w+");
        }
    }

    @ParameterizedTest
    @MethodSource("versionsOnEveryTransport")
    void aServerMayRefuseTheClientsCertificate(TransportType type, String version) throws Exception {
        Path stranger = Files.writeString(files.resolve("key.pem"), local.keyPem() + local.certificatePem());
        TlsFile key = new TlsFile(Format.PEM, stranger, Optional.empty());
        TransportException failure = failure(against(type, asking(version)).dial(trusting(local, Optional.of(key))));
        assertThat(failure).hasMessageContaining(": the server refused: ").hasMessageContaining("certificate");
    }

    // ---- what a certificate says ----

    @ParameterizedTest
    @Tag("N06")
    @EnumSource(TransportType.class)
    void theNamesInACertificateAreEscapedAndCut(TransportType type) throws Exception {
        String hostile = "\\1B]0\\;x\\07\\1B[2J\\C2\\9B\\7F\\E2\\80\\AE\\E2\\81\\A6\\0A" + "x".repeat(10_000);
        TestCertificates named = TestCertificates.ofSubject(files, "CN=" + hostile);
        TransportException failure = failure(against(type, named));
        assertThat(failure).hasMessageContaining("the certificate is not trusted (self-signed): CN=");
        assertThat(failure.getMessage()).hasSizeLessThan(700);
        Unprintable.assertPrints(failure);
    }
}
