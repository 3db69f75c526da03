package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class UpgradeIT {
    private static final int COUNT = 1000;
    private static final List<String> EXPECTED =
            IntStream.range(0, COUNT).mapToObj(i -> "4" + i).toList();

    private final List<String> toClient = new ArrayList<>();
    private final BlockingQueue<EngineData> toServer = new LinkedBlockingQueue<>();

    @RepeatedTest(5)
    void messagesBothWaysSurviveAnUpgradeInOrder() throws Exception {
        BlockingQueue<EngineConnection> connections = new LinkedBlockingQueue<>();
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(connection -> {
                connection.onMessage(toServer::add);
                connections.add(connection);
            });
            PlainClient client = new PlainClient(server.start().uri(), "/engine.io/");
            String sid = client.open();
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> send(connections));
            PlainWebSocket socket = upgrade(client, sid);
            while (toClient.size() < COUNT) {
                toClient.add(socket.next());
            }
            sender.join();
            assertThat(toClient).isEqualTo(EXPECTED);
            for (String expected : EXPECTED) {
                assertThat("4" + toServer.take().text()).isEqualTo(expected);
            }
        }
    }

    @Test
    void anUpgradeOfAClientThatThenSaysNothingIsNoticedToo() throws Exception {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            BlockingQueue<EngineConnection> connections = new LinkedBlockingQueue<>();
            server.onConnection(connections::add);
            PlainClient client = new PlainClient(server.start().uri(), "/engine.io/");
            String sid = client.open();
            CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
            PlainWebSocket socket = client.webSocket("&sid=" + sid);
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            assertThat(PlainClient.packets(poll.join())).containsExactly("6");
            socket.send("5");
            EngineConnection connection = connections.take();
            connection.awaitUpgrade();
            assertThat(connection.transport()).isEqualTo(TransportType.WEBSOCKET);
            connection.awaitUpgrade(Duration.ofMillis(1)); // as often as one likes
        }
    }

    @Test
    void aWaitForAnUpgradeFailsInTimeAndWhenTheSessionHasEnded() throws Exception {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            BlockingQueue<EngineConnection> connections = new LinkedBlockingQueue<>();
            server.onConnection(connections::add);
            String unused = new PlainClient(server.start().uri(), "/engine.io/").open();
            EngineConnection connection = connections.take();
            assertThatExceptionOfType(WaitFailedError.class)
                    .isThrownBy(() -> connection.awaitUpgrade(Duration.ofMillis(1)))
                    .withMessageStartingWith("No upgrade of connection 1 within 1 ms. What happened:\n");
            connection.dropConnection();
            assertThatExceptionOfType(WaitFailedError.class)
                    .isThrownBy(() -> connection.awaitUpgrade(Duration.ofMinutes(1)))
                    .withMessageStartingWith("There will be no upgrade of connection 1: the session has ended (");
        }
    }

    private static void send(BlockingQueue<EngineConnection> connections) {
        try {
            EngineConnection connection = connections.take();
            for (int i = 0; i < COUNT; i++) {
                connection.send(String.valueOf(i));
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Polls and posts until the probe is answered, and moves when the last GET is. */
    private PlainWebSocket upgrade(PlainClient client, String sid) {
        client.post(sid, String.join("\u001e", EXPECTED.subList(0, COUNT / 2)));
        toClient.addAll(client.poll(sid));
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater("&sid=" + sid);
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        toClient.addAll(PlainClient.packets(poll.join()));
        toClient.removeIf("6"::equals);
        socket.send("5");
        EXPECTED.subList(COUNT / 2, COUNT).forEach(socket::send);
        return socket;
    }
}
