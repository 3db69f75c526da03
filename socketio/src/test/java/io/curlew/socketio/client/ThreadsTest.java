package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    private final FakeServer server = new FakeServer();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    /** Where a program may connect or disconnect, to see that it can. */
    private static final Map<String, BiConsumer<Socket, Runnable>> CALLBACKS = Map.of(
            "connect", Socket::onConnect,
            "disconnect", (socket, task) -> socket.onDisconnect(lost -> task.run()),
            "connect error", (socket, task) -> socket.onConnectError(failed -> task.run()),
            "reconnect attempt", (socket, task) -> socket.client().onReconnectAttempt(attempt -> task.run()));

    private static final Map<String, Consumer<Socket>> ACTIONS =
            Map.of("connect", socket -> assertThat(socket.connect()).isNotNull(), "disconnect", Socket::disconnect);

    @ParameterizedTest
    @Tag("F27")
    @ValueSource(booleans = {false, true})
    void everyCallbackMayConnectAndDisconnectEitherNamespace(boolean direct) throws Exception {
        for (String callback : CALLBACKS.keySet()) {
            for (String action : ACTIONS.keySet()) {
                for (String target : List.of("/", "/a")) {
                    actInCallback(direct, callback, action, target);
                }
            }
        }
        assertThat(thrown).isEmpty();
    }

    private void actInCallback(boolean direct, String callback, String action, String target) throws Exception {
        FakeServer fresh = new FakeServer();
        try (SocketIoClient client = client(direct).build(fresh)) {
            Socket socket = client.socket("/");
            AtomicInteger calls = new AtomicInteger();
            CountDownLatch acted = new CountDownLatch(1);
            CALLBACKS.get(callback).accept(socket, () -> {
                if (calls.getAndIncrement() == 0) {
                    ACTIONS.get(action).accept(client.socket(target));
                    acted.countDown();
                }
            });
            fresh.down = callback.equals("connect error");
            CompletableFuture<Socket> unused = socket.connect();
            unused = client.socket("/a").connect();
            if (callback.equals("disconnect") || callback.equals("reconnect attempt")) {
                await().until(socket::connected);
                fresh.drop();
            }
            acted.await();
            fresh.down = false;
            // Whatever it did, the client is alive.
            client.socket(target).connect(Duration.ofSeconds(30)).join();
        }
    }

    @Test
    @Tag("F29")
    void listenersThatThrowLoseNothing() {
        try (SocketIoClient client = client(false).build(server)) {
            Socket socket = client.socket("/");
            AtomicInteger good = new AtomicInteger();
            socket.on("e", event -> {
                throw new StackOverflowError();
            });
            socket.on("e", event -> good.incrementAndGet());
            socket.connect().join();
            for (int i = 0; i < 10_000; i++) {
                server.emit("/", "e");
            }
            await().until(() -> good.get() == 10_000);
            assertThat(thrown).hasSize(10_000);
        }
    }

    @Test
    @Tag("F29")
    void anErrorHandlerThatThrowsLosesNothing() {
        AtomicInteger good = new AtomicInteger();
        SocketIoClientBuilder builder = FakeServer.client().onError(error -> {
            good.incrementAndGet();
            throw new IllegalStateException("again");
        });
        try (SocketIoClient client = builder.build(server)) {
            Socket socket = client.socket("/");
            socket.onConnect(() -> {
                throw new IllegalStateException("first");
            });
            socket.connect().join();
            socket.disconnect();
            socket.connect().join();
            await().until(() -> good.get() == 2);
        }
    }

    @ParameterizedTest
    @Tag("N07")
    @ValueSource(booleans = {false, true})
    void anExceptionThatCannotBePrintedLosesNothing(boolean direct) {
        AtomicInteger good = new AtomicInteger();
        SocketIoClientBuilder builder = FakeServer.client();
        try (SocketIoClient client = (direct ? builder.direct() : builder).build(server)) {
            Socket socket = client.socket("/");
            socket.on("e", event -> {
                throw new Unprintable();
            });
            socket.on("e", event -> good.incrementAndGet());
            socket.onDisconnect(lost -> good.incrementAndGet());
            socket.connect().join();
            server.burst("/", "e", 200);
            await().until(() -> good.get() == 200);
            await().until(() -> client.incomingEvents() == 0);
            socket.disconnect();
            await().until(() -> good.get() == 201);
        }
    }

    @Test
    @Tag("N07")
    void anAttemptThatFailsWithAnExceptionThatCannotBePrintedIsToldAsOthers() {
        SocketIoClientBuilder builder = FakeServer.client().noReconnection().beforeAttempt(attempt -> {
            throw new Unprintable();
        });
        try (SocketIoClient client = builder.build(server)) {
            assertThatThrownBy(() -> client.socket("/").connect().join())
                    .hasCauseInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining(Unprintable.class.getName());
        }
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("an exception without a message, on purpose");
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    @Test
    @Tag("F30")
    void eventsOfEachThreadKeepTheirOrderWhateverHappens() throws Exception {
        int threads = 8;
        int each = 2000;
        SocketIoClientBuilder builder = FakeServer.client().sendBudget(SendBudget.failing(100_000, 100_000_000));
        try (SocketIoClient client = builder.build(server)) {
            Socket socket = client.socket("/");
            CompletableFuture<Socket> unused = socket.connect();
            List<Thread> senders = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int me = thread;
                senders.add(new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        socket.emit("n", me, i, new byte[] {(byte) i});
                    }
                }));
            }
            senders.forEach(Thread::start);
            for (Thread sender : senders) {
                sender.join();
            }
            assertInOrder(threads, each);
        }
    }

    private void assertInOrder(int threads, int each) throws InterruptedException {
        Map<Integer, Integer> next = new HashMap<>();
        for (int i = 0; i < threads * each; i++) {
            SocketPacket.Event event = server.next(SocketPacket.Event.class);
            int thread = event.args().get(0, int.class);
            int number = event.args().get(1, int.class);
            assertThat(number).isEqualTo(next.getOrDefault(thread, 0));
            assertThat(event.args().binary(2).get(0)).isEqualTo((byte) number);
            next.put(thread, number + 1);
        }
    }

    @Test
    void aBurstIsSentTogether() throws Exception {
        try (SocketIoClient client = client(false).build(server)) {
            Socket socket = client.socket("/");
            for (int i = 0; i < 500; i++) {
                socket.emit("e");
            }
            socket.connect().join();
            for (int i = 0; i < 500; i++) {
                assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("e");
            }
            assertThat(server.newest().units).hasValueLessThanOrEqualTo(2);
        }
    }

    @Test
    void aListenerMayWaitForAnAnswer() throws Exception {
        try (SocketIoClient client = client(false).build(server)) {
            CompletableFuture<Integer> sum = new CompletableFuture<>();
            Socket socket = client.socket("/");
            socket.on(
                    "go",
                    event -> sum.complete(socket.blocking().call("sum", 1, 2).get(0, int.class)));
            socket.connect().join();
            server.emit("/", "go");
            assertThat(sum.get()).isEqualTo(3);
        }
    }

    @Test
    void whatDependsOnAFutureMayBlockWithoutHoldingUpListeners() {
        try (SocketIoClient client = client(false).build(server)) {
            Socket socket = client.socket("/");
            CompletableFuture<Void> heard = new CompletableFuture<>();
            socket.on("e", event -> heard.complete(null));
            // On a thread of its own: what is added to a future that is complete already runs where it is added.
            CompletableFuture<Void> dependent = CompletableFuture.runAsync(
                    () -> socket.connect().thenAccept(connected -> heard.join()).join());
            await().until(socket::connected);
            server.emit("/", "e");
            dependent.join();
        }
    }

    @Test
    void inDirectModeListenersRunOnTheLoopWhereNothingMayWait() throws Exception {
        try (SocketIoClient client = client(true).build(server)) {
            Socket socket = client.socket("/");
            AtomicReference<String> thread = new AtomicReference<>("");
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            socket.on("e", event -> {
                thread.set(Thread.currentThread().getName());
                try {
                    socket.blocking().call("sum", 1, 2);
                } catch (IllegalStateException mustNotWait) {
                    refusal.complete(mustNotWait);
                }
            });
            socket.connect().join();
            server.emit("/", "e");
            assertThat(refusal.get()).hasMessageContaining("event loop");
            assertThat(thread.get()).startsWith("curlew-loop");
        }
    }

    @Test
    void inDirectModeAnEmitInAListenerKeepsItsPlace() throws Exception {
        try (SocketIoClient client = client(true).build(server)) {
            Socket socket = client.socket("/");
            socket.on("e", event -> {
                socket.emit("reply", 1);
                socket.emit("reply", 2);
            });
            socket.connect().join();
            server.emit("/", "e");
            assertThat(server.next(SocketPacket.Event.class).args().json(0)).isEqualTo("1");
            assertThat(server.next(SocketPacket.Event.class).args().json(0)).isEqualTo("2");
        }
    }

    @Test
    @Tag("F31")
    void anExecutorThatRefusesIsReplacedByAThread() {
        SocketIoClientBuilder builder = FakeServer.client().callbackExecutor(task -> {
            throw new RejectedExecutionException("shut down");
        });
        try (SocketIoClient client = builder.build(server)) {
            Socket socket = client.socket("/");
            CompletableFuture<Void> heard = new CompletableFuture<>();
            socket.onConnect(() -> heard.complete(null));
            socket.connect().join();
            heard.join();
        }
    }

    @Test
    @Tag("F31")
    void anInterruptEndsAWaitAndStaysSet() throws Exception {
        try (SocketIoClient client = client(false).build(server)) {
            BlockingSocket socket = client.socket("/").blocking();
            socket.connect(Duration.ofSeconds(30));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.call("silence")).hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.receive(Duration.ofSeconds(30)))
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.iterator().next()).hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private SocketIoClientBuilder client(boolean direct) {
        SocketIoClientBuilder builder = FakeServer.client().onError(thrown::add);
        return direct ? builder.direct() : builder;
    }
}
