package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EventLoops;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AttemptHookTest {
    private final FakeServer server = new FakeServer();

    @Test
    void seesEachAttemptAndTheLastErrorOffTheLoop() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        server.down = true;
        try (SocketIoClient client = FakeServer.client()
                .beforeAttempt(attempt -> {
                    seen.add(attempt + ", " + attempt.lastError().map(Throwable::getMessage) + ", loop "
                            + EventLoops.isLoopThread());
                    server.down = attempt.number() < 2;
                })
                .build(server)) {
            client.socket("/").connect().join();
        }
        assertThat(seen)
                .containsExactly(
                        "attempt 0, Optional.empty, loop false",
                        "attempt 1, Optional[server is down], loop false",
                        "attempt 2, Optional[server is down], loop false");
    }

    @Test
    void theLastErrorSaysWhatNoExceptionDoes() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        server.silent = true;
        try (SocketIoClient client = FakeServer.client()
                .connectTimeout(Duration.ofSeconds(1)) // the second attempt has to meet it
                .beforeAttempt(attempt -> {
                    attempt.lastError().map(Throwable::getMessage).ifPresent(seen::add);
                    server.silent = attempt.number() < 1;
                })
                .build(server)) {
            Socket socket = client.socket("/");
            socket.connect().join();
            assertThat(seen)
                    .containsExactly(
                            "The server did not answer CONNECT for the namespace / within the connect timeout of 1 s");
            client.reconnectNow();
            await().until(() -> seen.size() > 1);
            assertThat(seen).last().isEqualTo("the connection was closed: transport close");
        }
    }

    @Test
    void whatItChangesCountsForTheAttempt() throws Exception {
        try (SocketIoClient client = FakeServer.client()
                .auth(Map.of("token", "old"))
                .beforeAttempt(attempt -> attempt.url("http://other.test")
                        .header("a", "b")
                        .query("c", "d")
                        .auth(Map.of("token", "new")))
                .build(server)) {
            client.socket("/").connect().join();
            client.socket("/later").connect().join();
            ConnectAttempt made = server.attempts.get(0);
            assertThat(made.url()).contains("http://other.test");
            assertThat(made.headers()).isEqualTo(Map.of("a", List.of("b")));
            assertThat(made.query()).isEqualTo(Map.of("c", "d"));
            assertThat(payload()).isEqualTo("{\"token\":\"new\"}");
            assertThat(payload()).isEqualTo("{\"token\":\"new\"}");
        }
    }

    private String payload() throws InterruptedException {
        return server.next(SocketPacket.Connect.class).payload().orElseThrow().text();
    }

    @Test
    void stoppingEndsTheAttemptsUntilTheNextConnect() {
        AtomicInteger asked = new AtomicInteger();
        try (SocketIoClient client = FakeServer.client()
                .beforeAttempt(attempt -> {
                    if (asked.incrementAndGet() == 1) {
                        attempt.stop();
                    }
                })
                .build(server)) {
            assertThatThrownBy(() -> client.socket("/").connect().join())
                    .cause()
                    .hasMessage("The connection could not be opened: the beforeAttempt hook stopped the attempt");
            assertThat(server.wires).isEmpty();
            client.socket("/").connect().join();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatItThrowsFailsTheAttempt() {
        AtomicInteger asked = new AtomicInteger();
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        try (SocketIoClient client = FakeServer.client()
                .beforeAttempt(attempt -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                })
                .build(server)) {
            client.onError(errors::add);
            client.socket("/").connect().join();
            await().until(() -> !errors.isEmpty());
            assertThat(errors.element()).hasMessage("not yet");
        }
    }

    @Test
    void oneThatHangsFailsTheAttemptAtTheConnectTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        try (SocketIoClient client = FakeServer.client()
                .connectTimeout(Duration.ofMillis(30))
                .noReconnection()
                .beforeAttempt(attempt -> await().until(() -> end.await(30, TimeUnit.SECONDS)))
                .build(server)) {
            client.onError(errors::add);
            assertThatThrownBy(() -> client.socket("/").connect().join())
                    .hasRootCauseInstanceOf(TimeoutException.class);
            end.countDown();
            assertThat(server.wires).isEmpty();
        }
    }

    @Test
    @Tag("N32")
    void oneThatHangsHoldsOneThreadHoweverManyAttemptsThereAre() throws Exception {
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        try (SocketIoClient client = FakeServer.client()
                .connectTimeout(Duration.ofMillis(30))
                .beforeAttempt(attempt -> {
                    most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
                    awaitWithoutBeingInterrupted(end);
                    hanging.decrementAndGet();
                })
                .build(server)) {
            Socket socket = client.socket("/");
            var unused = socket.onConnectError(why -> failed.incrementAndGet());
            CompletableFuture<Socket> connect = socket.connect();
            await().until(() -> failed.get() >= 5);
            end.countDown();
            connect.join();
            assertThat(most).hasValue(1);
        }
    }

    private static void awaitWithoutBeingInterrupted(CountDownLatch end) {
        boolean over = false;
        while (!over) {
            try {
                over = end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException deaf) {
                over = false;
            }
        }
    }

    @Test
    @Tag("N33")
    void whatItThrowsNeedNotHaveAMessageThatCanBeRead() {
        BlockingQueue<ConnectFailedException> errors = new LinkedBlockingQueue<>();
        try (SocketIoClient client = FakeServer.client()
                .noReconnection()
                .beforeAttempt(attempt -> {
                    throw new Unspeakable();
                })
                .build(server)) {
            Socket socket = client.socket("/");
            var unused = socket.onConnectError(errors::add);
            assertThat(socket.connect())
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("The connection could not be opened: " + Unspeakable.class.getName());
            await().until(() -> !errors.isEmpty());
        }
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @Test
    void leavingMeanwhileMakesItsAnswerVoid() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        SocketIoClient client = FakeServer.client()
                .beforeAttempt(attempt -> {
                    asked.countDown();
                    await().until(() -> end.await(30, TimeUnit.SECONDS));
                    answered.countDown();
                })
                .build(server);
        var connecting = client.socket("/").connect();
        asked.await();
        client.close();
        end.countDown();
        answered.await();
        assertThat(connecting).failsWithin(Duration.ofSeconds(30));
        assertThat(server.wires).isEmpty();
    }

    @Test
    @Tag("N36")
    void whatItSaysAfterTheClientHasFailedOpensNoConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (SocketIoClient client = FakeServer.client()
                .noReconnection()
                .beforeAttempt(attempt -> {
                    asked.countDown();
                    await().until(() -> end.await(30, TimeUnit.SECONDS));
                })
                .onError(unexpected -> end.countDown())
                .build(server)) {
            CompletableFuture<Socket> connect = client.socket("/").connect();
            asked.await();
            client.run()
                    .input(
                            requests -> {
                                throw new StackOverflowError("on purpose");
                            },
                            loopIsGone -> {});
            assertThat(connect).failsWithin(Duration.ofSeconds(30));
            await().during(Duration.ofMillis(50)).until(server.wires::isEmpty);
        }
    }

    @Test
    @Tag("N32")
    void oneThatHangsIsInterruptedByTheEndOfTheClient() {
        Hanging hook = new Hanging();
        try (SocketIoClient client =
                FakeServer.client().beforeAttempt(attempt -> hook.call()).build(server)) {
            var unused = client.socket("/").connect();
            assertThat(hook.called).succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(hook.interrupted).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    @Tag("F34")
    void soIsASupplierOfAuthData() {
        Hanging supplier = new Hanging();
        try (SocketIoClient client = FakeServer.client().auth(supplier::call).build(server)) {
            var unused = client.socket("/").connect();
            assertThat(supplier.called).succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(supplier.interrupted).succeedsWithin(Duration.ofSeconds(30));
    }

    /** Code of the program's that returns only when it is interrupted. */
    private static final class Hanging {
        final CompletableFuture<Void> called = new CompletableFuture<>();
        final CompletableFuture<Void> interrupted = new CompletableFuture<>();

        Map<String, String> call() {
            called.complete(null);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException expected) {
                interrupted.complete(null);
            }
            return Map.of();
        }
    }
}
