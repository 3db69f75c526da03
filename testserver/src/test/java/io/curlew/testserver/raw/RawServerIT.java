package io.curlew.testserver.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What scripts can do to a client. */
class RawServerIT {
    private final RawServer server = RawServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOneRequestAfterTheOtherAndKeepsRecord() throws IOException {
        server.onConnection(connection -> {
            while (true) {
                HttpRequest request = connection.readRequest();
                connection.respond(200, request.method() + " " + request.text());
            }
        });
        try (Client client = new Client(server)) {
            assertThat(client.post("/?sid=1", "4hello").readBody()).asString().isEqualTo("POST 4hello");
            assertThat(client.get("/?sid=1").readBody()).asString().isEqualTo("GET ");
        }
        assertThat(server.requests()).extracting(HttpRequest::method).containsExactly("POST", "GET");
        assertThat(server.requests()).extracting(HttpRequest::connection).containsOnly(1);
    }

    @Test
    void givesEachConnectionItsScript() throws IOException {
        server.onConnection(connection -> connection.write("general " + connection.index()));
        server.onConnection(2, connection -> connection.write("second"));
        for (String text : new String[] {"general 1", "second", "general 3"}) {
            try (Client client = new Client(server)) {
                assertThat(client.readText(100)).isEqualTo(text);
            }
        }
        assertThat(server.connections()).isEqualTo(3);
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void endsAConnectionInEveryWay() throws IOException {
        server.onConnection(1, RawConnection::reset);
        server.onConnection(2, connection -> connection.write("bye"));
        server.onConnection(3, connection -> {
            connection.endOutput();
            connection.readRequest();
        });
        try (Client reset = new Client(server);
                Client ended = new Client(server);
                Client half = new Client(server)) {
            reset.assertReset();
            ended.write("never read");
            assertThat(ended.readText(3)).isEqualTo("bye");
            ended.assertEnded();
            half.assertEnded();
            half.get("/late");
            await().until(() -> server.requests().size() == 1);
        }
    }

    @Test
    void dripsBytes() throws IOException {
        server.onConnection(connection -> connection.drip(new byte[20], Duration.ofMillis(5)));
        try (Client client = new Client(server)) {
            long start = System.nanoTime();
            assertThat(client.read(20)).hasSize(20);
            assertThat(System.nanoTime() - start).isGreaterThan(50_000_000);
        }
    }

    @Test
    void writesEndlesslyUntilTheClientIsGone() throws Exception {
        BlockingQueue<Long> written = new LinkedBlockingQueue<>();
        server.onConnection(connection -> written.add(connection.writeEndlessly(new byte[1000], Long.MAX_VALUE)));
        try (Client client = new Client(server)) {
            assertThat(client.read(100_000)).hasSize(100_000);
        }
        assertThat(written.poll(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void speaksWebSocketWithAnotherImplementation() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        server.onConnection(connection -> {
            connection.open(connection.readRequest(), OpenPacket.of("S1"));
            RawFrame frame = connection.readFrame();
            received.add(frame.masked() + " " + frame.text());
            connection.send(RawFrame.text("4a").notFinal());
            connection.send(RawFrame.of(RawFrame.CONTINUATION, new byte[] {'b'}));
            connection.send(RawFrame.close(1001, "bye"));
            received.add("" + connection.readFrame().closeCode());
        });
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/"), new Listener(received))
                .get(30, TimeUnit.SECONDS);
        assertThat(received.poll(30, TimeUnit.SECONDS)).startsWith("0{\"sid\":\"S1\"");
        socket.sendText("4hello", true).get(30, TimeUnit.SECONDS);
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("true 4hello");
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("4a");
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("b");
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("1001 bye");
        assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo("1001");
    }

    private record Listener(BlockingQueue<String> received) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            received.add(code + " " + reason);
            return WebSocket.Listener.super.onClose(socket, code, reason);
        }
    }

    @Test
    void opensASessionOverPolling() throws IOException {
        server.onConnection(connection -> connection.open(connection.readRequest(), OpenPacket.of("S1")));
        try (Client client = new Client(server)) {
            assertThat(client.get("/?EIO=4&transport=polling").readBody())
                    .asString()
                    .isEqualTo(OpenPacket.of("S1").text());
        }
    }

    @Test
    void countsRequestsThatWaitAtOnce() throws IOException {
        CountDownLatch three = new CountDownLatch(3);
        server.onConnection(connection -> {
            connection.readRequest();
            three.countDown();
            three.await();
            connection.respond(200, "ok");
            connection.readRequest();
        });
        try (Client one = new Client(server);
                Client two = new Client(server);
                Client other = new Client(server)) {
            one.get("/?sid=a");
            two.get("/?sid=a");
            other.get("/?sid=b");
            one.readBody();
            one.get("/?sid=c");
            two.readBody();
            other.readBody();
        }
        assertThat(server.mostInFlight("GET", "a")).isEqualTo(2);
        assertThat(server.mostInFlight("GET", "b")).isEqualTo(1);
        assertThat(server.mostInFlight("GET")).isEqualTo(2);
        assertThat(server.mostInFlight("POST")).isZero();
    }

    @Test
    void doesNotCountOneRequestAfterTheOtherAsTwo() throws IOException {
        server.onConnection(connection -> {
            while (true) {
                connection.readRequest();
                connection.respond(200, "ok");
            }
        });
        try (Client one = new Client(server);
                Client two = new Client(server)) {
            for (int i = 0; i < 100; i++) {
                (i % 2 == 0 ? one : two).get("/?sid=a").readBody();
            }
        }
        assertThat(server.mostInFlight("GET")).isEqualTo(1);
    }

    @Test
    void aScriptThatFailsFailsTheTest() throws IOException {
        RawServer failing = RawServer.start();
        failing.onConnection(connection -> {
            assertThat(connection.index()).as("the index").isZero();
        });
        try (Client client = new Client(failing)) {
            client.assertEnded();
        }
        assertThatThrownBy(failing::close).isInstanceOf(AssertionError.class).hasStackTraceContaining("the index");
        failing.close();
    }

    @Test
    void leavesNoThreadWhateverItsScriptsWaitFor() throws Exception {
        RawServer busy = RawServer.start();
        CountDownLatch started = new CountDownLatch(4);
        RawScript[] scripts = {
            RawConnection::readRequest,
            connection -> connection.pause(Duration.ofSeconds(Long.MAX_VALUE)),
            connection -> connection.writeEndlessly(new byte[100_000], Long.MAX_VALUE),
            RawConnection::awaitEnd
        };
        for (int i = 0; i < scripts.length; i++) {
            RawScript script = scripts[i];
            busy.onConnection(i + 1, connection -> {
                started.countDown();
                script.run(connection);
            });
        }
        try (Client reads = new Client(busy);
                Client pauses = new Client(busy);
                Client writes = new Client(busy);
                Client waits = new Client(busy)) {
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            busy.close();
            reads.assertReset();
            pauses.assertReset();
            waits.assertReset();
            assertThat(busy.openConnections()).isZero();
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("raw-server-" + busy.port())));
            assertThatThrownBy(() -> new Client(busy)).isInstanceOf(ConnectException.class);
        }
    }
}
