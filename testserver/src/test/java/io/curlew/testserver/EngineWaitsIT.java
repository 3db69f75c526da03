package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for what clients of Engine.IO do. */
class EngineWaitsIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final EngineTestServer server = TestServer.builder().usualWait(LONG).buildEngine();
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private PlainClient client() {
        return new PlainClient(server.start().uri(), "/engine.io/");
    }

    private static PlainWebSocket open(PlainClient client) {
        PlainWebSocket socket = client.webSocket("");
        assertThat(socket.next()).startsWith("0{");
        return socket;
    }

    @Test
    void connectionsAreWaitedForInTheirOrderAndOnce() {
        PlainClient client = client();
        server.expectNoConnection(SHORT);
        open(client);
        String sid = client.open();
        assertThat(server.awaitConnection().number()).isEqualTo(1);
        assertThat(server.awaitConnection(LONG).id()).isEqualTo(sid);
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> server.awaitConnection(SHORT))
                .withMessageStartingWith("No client that opens a session within 20 ms. What happened:\n")
                .withMessageContaining("#2  open      polling, from /127.0.0.1:");
        open(client);
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> server.expectNoConnection(LONG))
                .withMessageStartingWith("There should have been no client that opens a session within 30 s.");
    }

    @Test
    void aConnectionIsThereWhenItsHandlersWereCalled() {
        server.onConnection(connection -> seen.add(connection.number()));
        open(client());
        assertThat(seen).containsExactly(server.awaitConnection().number());
    }

    @Test
    void messagesAreWaitedForInTheirOrderAndOnce() {
        PlainClient client = client();
        PlainWebSocket first = open(client);
        PlainWebSocket second = open(client);
        EngineConnection ofFirst = server.awaitConnection();
        EngineConnection ofSecond = server.awaitConnection();
        second.send("4other");
        first.send("4one");
        first.send(new byte[] {1, 2});
        assertThat(ofFirst.awaitMessage().text()).isEqualTo("one");
        assertThat(ofFirst.awaitMessage(LONG)).isEqualTo(EngineData.binary(new byte[] {1, 2}));
        ofFirst.expectNoMessage(SHORT);
        assertThat(ofSecond.awaitMessage().text()).isEqualTo("other");
        assertThat(server.journal().unhandledEvents()).isEmpty();
    }

    @Test
    void handlersHaveAMessageBeforeTheTestHasIt() {
        server.onConnection(connection -> connection.onMessage(data -> {
            seen.add(data.text());
            connection.send("back");
        }));
        PlainWebSocket socket = open(client());
        socket.send("4here");
        server.awaitConnection().awaitMessage();
        assertThat(seen).containsExactly("here");
        assertThat(socket.next()).isEqualTo("4back");
        assertThat(server.journal().transcript()).contains("msg <-    here\n").contains("sent ->   back\n");
    }

    @Test
    void whatNobodyHandledIsListed() {
        PlainWebSocket socket = open(client());
        socket.send("4unheard");
        socket.send(new byte[3]);
        socket.close(1000);
        server.awaitConnection().awaitClose();
        assertThat(server.journal().unhandledEvents())
                .extracting(JournalEntry::text)
                .containsExactly("unheard", "binary, 3 bytes");
    }

    @Test
    void anUnwantedMessageFailsTheTest() {
        PlainWebSocket socket = open(client());
        EngineConnection connection = server.awaitConnection();
        socket.send("4unwanted");
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> connection.expectNoMessage(LONG))
                .withMessageStartingWith("There should have been no message of connection 1 within 30 s.")
                .withMessageContaining("unwanted");
    }

    @Test
    void aSessionThatHasEndedBringsNoMessage() {
        PlainWebSocket socket = open(client());
        EngineConnection connection = server.awaitConnection();
        connection.onClose(close -> seen.add(close.reason()));
        socket.close(1000);
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> connection.awaitMessage(LONG))
                .withMessageStartingWith(
                        "There will be no message of connection 1: the session has ended (transport close).");
        assertThat(seen).containsExactly(CloseReason.TRANSPORT_CLOSE);
        connection.expectNoMessage(LONG);
        assertThat(connection.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(connection.awaitClose(LONG)).isSameAs(connection.awaitClose());
    }

    @Test
    void theEndOfASessionThatGoesOnIsNotThere() {
        open(client());
        EngineConnection connection = server.awaitConnection();
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> connection.awaitClose(SHORT))
                .withMessageStartingWith("No end of connection 1 within 20 ms.");
    }

    @Test
    void whatAHandlerThrowsFailsTheNextWait() {
        server.onConnection(connection -> connection.onMessage(data -> {
            throw new IllegalStateException("on purpose");
        }));
        PlainWebSocket socket = open(client());
        EngineConnection connection = server.awaitConnection();
        socket.send("4here");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(connection::awaitMessage)
                .havingCause()
                .withMessage("on purpose");
        assertThat(connection.awaitMessage().text()).isEqualTo("here");
    }

    @Test
    void aHandlerCanNotWait() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        server.onConnection(connection -> {
            try {
                connection.awaitMessage();
            } catch (IllegalStateException onLoop) {
                thrown.complete(onLoop);
            }
        });
        open(client());
        assertThat(thrown.get(30, TimeUnit.SECONDS)).hasMessageContaining("A handler can't wait");
    }

    @Test
    void theMessagesOfASocketIoServerAreEvents() {
        try (TestServer socketIo = TestServer.builder().build().start()) {
            new PlainClient(socketIo.uri(), "/socket.io/").join();
            EngineConnection connection = socketIo.awaitConnection().connection();
            assertThatIllegalStateException()
                    .isThrownBy(connection::awaitMessage)
                    .withMessage("The messages of a TestServer's connection are events: wait for these");
            assertThat(socketIo.journal().transcript()).doesNotContain("msg <-");
        }
    }
}
