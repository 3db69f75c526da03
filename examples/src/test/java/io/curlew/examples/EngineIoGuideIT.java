package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    void oneListenerHearsEverything() throws InterruptedException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        EngineSocket socket = EngineIoGuide.oneListener(url, lines::add);
        assertThat(socket.connect().join().sid()).isNotEmpty();
        socket.send("hello");
        assertThat(lines.take()).isEqualTo("hello");
        socket.close();
        assertThat(lines.take()).isEqualTo("closed: " + socket.closed().join().reason());
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
    void aSlowReaderLosesNothing() throws InterruptedException {
        Shelf shelf = new Shelf();
        EngineSocket socket = EngineIoGuide.slowReader(url, shelf);
        socket.connect().join();
        List<String> sent = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();
        sent.forEach(socket::send);
        for (String line : sent) {
            assertThat(shelf.take()).isEqualTo(line);
        }
        socket.close();
    }

    @Test
    void theNewestPositionIsSentWhenTheLastOneHasLeft() {
        CompletableFuture<String> third = new CompletableFuture<>();
        EngineSocket socket = EngineSocket.builder(url)
                .onData(data -> {
                    if (data.text().equals("position 3")) {
                        third.complete(data.text());
                    }
                })
                .buildWebSocket();
        Queue<String> positions = new ConcurrentLinkedQueue<>(List.of("position 1", "position 2", "position 3"));
        Runnable send = EngineIoGuide.positions(socket, () -> Optional.ofNullable(positions.poll()));
        socket.connect().join();
        send.run();
        assertThat(third.join()).isEqualTo("position 3");
        socket.close();
    }

    @Test
    void threadsRequestsAndAddressesAreOnesOwn() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (EventLoops loops = EventLoops.create(1)) {
            for (EngineSocket socket : List.of(
                    EngineIoGuide.threads(url, loops, executor),
                    EngineIoGuide.requests(url),
                    EngineIoGuide.resolver(
                            url.replace("127.0.0.1", "curlew.example"), InetAddress.getLoopbackAddress()))) {
                assertThat(socket.connect().join().sid()).isNotEmpty();
                socket.close();
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void theTestServerEchoes() {
        assertThat(EngineIoGuide.testServer()).isEqualTo("ping me");
    }

    /** Holds ten lines. */
    private static final class Shelf implements EngineIoGuide.Ledger {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

        @Override
        public boolean isFull() {
            return lines.size() >= 10;
        }

        @Override
        public void whenThereIsRoom(Runnable task) {
            waiting.add(task);
        }

        @Override
        public void add(String line) {
            lines.add(line);
        }

        /** The next line; while there is none, there is room. */
        String take() throws InterruptedException {
            String line = lines.poll();
            while (line == null) {
                Runnable resume = waiting.poll();
                if (resume != null) {
                    resume.run();
                }
                line = lines.poll(10, TimeUnit.MILLISECONDS);
            }
            return line;
        }
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
