package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.junit.TestCertificates;
import io.curlew.testserver.junit.TestServerExtension;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page on the test server shows of the JUnit extension runs. */
class ShopWithFieldIT {
    // example: an extension in a field
    @RegisterExtension
    final TestServerExtension curlew = new TestServerExtension(
                    TestServer.builder().recovery())
            .onStart(server -> server.on("order").reply("accepted"))
            .failOnOpenConnections();
    // end

    @Test
    void theShopIsAnswered() {
        try (Shop shop = new Shop(curlew.uri())) {
            assertThat(shop.confirmation()).isEqualTo("accepted");
        }
    }

    @Test
    void theShopComesBack(TestServer server) {
        try (Shop shop = new Shop(server.uri())) {
            server.awaitConnection();
            server.restart();
            server.awaitConnection(Duration.ofSeconds(30));
            assertThat(shop.confirmation()).isEqualTo("accepted");
        }
    }

    @Test
    void certificatesAreTrustedOrNot() {
        // example: certificates
        TestCertificates certificates = TestCertificates.create();
        try (TestServer server = TestServer.builder()
                        .sslContext(certificates.server()) // or serverOfAnotherHost(), serverThatExpired()
                        .requireClientCertificate()
                        .build()
                        .start();
                SocketIoClient client = SocketIoClient.builder(server.uri())
                        .sslContext(certificates.clientWithCertificate()) // or client(), which has none
                        .build()) {
            client.socket("/").connect(Duration.ofSeconds(5)).join();
        }
        // end
    }

    @Test
    void certificatesThatExpiredAreNotTrusted() {
        TestCertificates certificates = TestCertificates.create();
        try (TestServer server = TestServer.builder()
                        .sslContext(certificates.serverThatExpired())
                        .build()
                        .start();
                SocketIoClient client = SocketIoClient.builder(server.uri())
                        .sslContext(certificates.client())
                        .noReconnection()
                        .build()) {
            Assertions.assertThatThrownBy(() -> client.socket("/").connect().join())
                    .isInstanceOf(CompletionException.class);
        }
    }
}
