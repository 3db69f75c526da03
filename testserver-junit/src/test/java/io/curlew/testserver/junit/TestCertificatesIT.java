package io.curlew.testserver.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCertificatesIT {
    private static final TestCertificates CERTIFICATES = TestCertificates.create();

    private static TestServer.Builder with(SSLContext context) {
        return TestServer.builder().sslContext(context);
    }

    /** Connects to a server of that kind with such a client, and asks it something. */
    private static int answer(TestServer.Builder kind, UnaryOperator<SocketIoClientBuilder> settings) {
        try (TestServer server = kind.build().start()) {
            server.on("sum").reply(3);
            SocketIoClientBuilder builder = SocketIoClient.builder(server.uri()).noReconnection();
            try (SocketIoClient client = settings.apply(builder).build()) {
                Socket socket = client.socket("/");
                socket.connect(Duration.ofSeconds(30)).join();
                return socket.emitWithAck("sum").join().get(0, int.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aClientThatTrustsTheAuthorityConnects(TransportType transport) {
        assertThat(answer(
                        with(CERTIFICATES.server()),
                        client -> client.transports(transport).sslContext(CERTIFICATES.client())))
                .isEqualTo(3);
    }

    @Test
    void aClientMayTrustAPemFile(@TempDir Path directory) throws IOException {
        Path pem = Files.writeString(directory.resolve("authority.pem"), CERTIFICATES.authorityPem());
        assertThat(answer(with(CERTIFICATES.server()), client -> client.tls(tls -> tls.trust(pem))))
                .isEqualTo(3);
    }

    @Test
    void otherClientsDoNotTrustIt() {
        assertThatThrownBy(() -> answer(with(CERTIFICATES.server()), client -> client))
                .hasStackTraceContaining("unable to find valid certification path");
        TestCertificates others = TestCertificates.create();
        assertThatThrownBy(() -> answer(with(others.server()), client -> client.sslContext(CERTIFICATES.client())))
                .hasStackTraceContaining("CertPathValidatorException");
    }

    @Test
    void theCertificateOfAnotherHostIsRefused() {
        assertThatThrownBy(() -> answer(
                        with(CERTIFICATES.serverOfAnotherHost()), client -> client.sslContext(CERTIFICATES.client())))
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertThatThrownBy(() -> answer(
                        with(CERTIFICATES.serverThatExpired()), client -> client.sslContext(CERTIFICATES.client())))
                .hasStackTraceContaining("CertificateExpiredException");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aServerMayDemandACertificate(TransportType transport) {
        assertThat(answer(
                        with(CERTIFICATES.server()).requireClientCertificate(),
                        client -> client.transports(transport).sslContext(CERTIFICATES.clientWithCertificate())))
                .isEqualTo(3);
        assertThatThrownBy(() -> answer(
                        with(CERTIFICATES.server()).requireClientCertificate(),
                        client -> client.transports(transport).sslContext(CERTIFICATES.client())))
                .hasStackTraceContaining("ConnectFailedException");
    }

    @Test
    void theTrustManagerIsThatOfTheAuthority() {
        assertThat(CERTIFICATES.trustManager().getAcceptedIssuers()).hasSize(1);
    }
}
