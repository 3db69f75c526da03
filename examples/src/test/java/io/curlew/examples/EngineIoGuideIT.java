package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide to Engine.IO shows runs. */
class EngineIoGuideIT {
    private EngineTestServer server;
    private String url;

    @BeforeEach
    void start() {
        server = TestServer.builder().buildEngine();
        server.onConnection(connection -> connection.onMessage(connection::send))
                .start();
        url = server.uri().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyWayConnects() {
        for (EngineSocket socket : EngineIoGuide.waysToConnect(url)) {
            assertThat(socket.connect().join().sid()).isNotEmpty();
            socket.close();
        }
    }

    @Test
    void callbacksTellWhatHappens() {
        EngineSocket socket = EngineSocket.builder(url).buildWebSocket();
        List<String> lines = Console.linesOf(() -> {
            EngineIoGuide.callbacks(socket);
            // Callbacks come in order, which futures don't keep: the last one says that the others were called.
            CompletableFuture<EngineClose> told = new CompletableFuture<>();
            socket.onClose(told::complete);
            socket.close();
            told.join();
        });
        assertThat(lines).anyMatch(line -> line.startsWith("OUT Message"));
    }

    @Test
    void failuresSayWhatWasWrong() {
        EngineSocket socket = EngineSocket.builder(url).path("/nothing/here/").buildPolling();
        assertThat(Console.linesOf(() -> EngineIoGuide.failures(socket)))
                .contains("polling, HANDSHAKE, HTTP status OptionalInt[404]", "transport error, unsent messages: 0");
    }

    @Test
    void settingsAreTaken() {
        try (EngineTestServer other = TestServer.builder().path("/my-endpoint/").buildEngine()) {
            CompletableFuture<String> token = new CompletableFuture<>();
            other.onConnection(connection ->
                    token.complete(connection.request().header("Authorization").orElse("none")));
            other.start();
            EngineSocket socket = EngineIoGuide.settings(other.uri().toString(), () -> "today's");
            assertThat(socket.connect().join().sid()).isNotEmpty();
            assertThat(token.join()).isEqualTo("Bearer today's");
            socket.close();
        }
    }

    @Test
    void aProxyAndTlsAreDescribed() {
        assertThat(EngineIoGuide.throughProxy(url).state()).isEqualTo(EngineSocket.State.NEW);
        assertThat(EngineIoGuide.secured(url, Path.of("ca.pem"), Path.of("client.pem"))
                        .state())
                .isEqualTo(EngineSocket.State.NEW);
    }

    @Test
    void aPublisherDelivers() {
        CompletableFuture<String> first = new CompletableFuture<>();
        EngineSocket socket = EngineSocket.builder(url).build();
        EngineIoGuide.publisher(socket, new FirstMessage(first));
        socket.send("hello");
        assertThat(first.join()).isEqualTo("hello");
        socket.close();
    }

    @Test
    void theTestServerEchoes() {
        assertThat(EngineIoGuide.testServer()).isEqualTo("ping me");
    }

    private record FirstMessage(CompletableFuture<String> text) implements Flow.Subscriber<EnginePacket.Message> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(EnginePacket.Message message) {
            text.complete(message.data().text());
        }

        @Override
        public void onError(Throwable why) {
            text.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            text.completeExceptionally(new IllegalStateException("ended"));
        }
    }
}
