package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlockingSocketTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client().build(server);
    private final BlockingSocket socket = client.socket("/").blocking();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void connectWaitsAndCallReturnsTheAnswer() {
        socket.connect(LONG);
        assertThat(socket.async().connected()).isTrue();
        assertThat(socket.call("sum", 1, 2).get(0, int.class)).isEqualTo(3);
        assertThat(socket.call(EmitOptions.timeout(LONG), "sum", 2, 2).get(0, int.class))
                .isEqualTo(4);
    }

    @Test
    void connectWithoutADeadlineWaitsForTheServer() {
        socket.connect();
        assertThat(socket.async().connected()).isTrue();
        server.refusedNamespaces.add("/a");
        assertThatThrownBy(() -> client.socket("/a").blocking().connect()).isInstanceOf(ConnectFailedException.class);
    }

    @Test
    void failuresAreThrownAsTheyAre() {
        server.refusedNamespaces.add("/");
        assertThatThrownBy(() -> socket.connect(LONG))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessage("The server refuses the namespace /: not you")
                .satisfies(refusal -> assertThat(refusal.getSuppressed()[0]).hasMessage("waited for here"));
        server.refusedNamespaces.clear();
        server.silent = true;
        assertThatThrownBy(() -> socket.connect(Duration.ofMillis(20)))
                .hasMessageStartingWith("Not connected within 20 ms");
        server.silent = false;
        socket.connect(LONG);
        assertThatThrownBy(() -> socket.call(EmitOptions.timeout(Duration.ofMillis(20)), "silence"))
                .isInstanceOfSatisfying(
                        AckException.class, late -> assertThat(late.reason()).isEqualTo(AckException.Reason.TIMEOUT));
    }

    @Test
    void eventsWaitUntilTheyAreAskedFor() throws Exception {
        socket.connect(LONG);
        assertThat(socket.receive(Duration.ofMillis(5))).isEmpty();
        server.emit("/", "a");
        server.emit("/", "b");
        assertThat(socket.receive(LONG)).map(Event::name).hasValue("a");
        assertThat(socket.receive(LONG)).map(Event::name).hasValue("b");
        socket.emit("one");
        socket.emit(EmitOptions.defaults(), "two");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("one");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("two");
    }

    @Test
    void theIterationSurvivesALostConnectionAndEndsWithTheNamespace() {
        AtomicInteger connects = new AtomicInteger();
        socket.async().onConnect(() -> {
            if (connects.incrementAndGet() == 2) {
                server.emit("/", "after");
                server.kick("/");
            }
        });
        socket.connect(LONG);
        server.emit("/", "before");
        server.drop();
        List<String> names = new ArrayList<>();
        for (Event event : socket) {
            names.add(event.name());
        }
        assertThat(names).containsExactly("before", "after");
        assertThatThrownBy(() -> socket.receive(LONG)).isInstanceOf(IllegalStateException.class);
        Iterator<Event> over = socket.iterator();
        assertThatThrownBy(over::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anotherConnectMakesItUsableAgain() {
        socket.connect(LONG);
        socket.close();
        socket.connect(LONG);
        server.emit("/", "again");
        assertThat(socket.receive(LONG)).map(Event::name).hasValue("again");
    }

    @Test
    void aViewThatIsClosedKeepsNothing() {
        try (SocketIoClient bounded =
                FakeServer.client().incomingBound(10, 1000).build(server)) {
            Socket async = bounded.socket("/");
            List<String> heard = new CopyOnWriteArrayList<>();
            async.onAny(event -> heard.add(event.name()));
            BlockingSocket view = async.blocking();
            view.connect(LONG);
            view.close();
            view.close();
            async.connect().join();
            for (int i = 0; i < 30; i++) {
                server.emit("/", "e" + i);
                int count = i + 1;
                await().until(() -> heard.size() == count);
            }
            assertThat(server.newest().pauses).hasValue(0);
        }
    }

    @Test
    @Tag("N04")
    void anEventForListenersAndForAViewCountsOnceAndUntilBothHaveIt() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        socket.async().onAny(event -> go.join());
        socket.connect(LONG);
        server.emit("/", "a", "b");
        await().until(() -> client.incomingEvents() == 1);
        long bytes = client.incomingBytes();
        assertThat(bytes).isBetween(100L, 500L);
        assertThat(socket.receive(LONG)).isPresent();
        assertThat(client.incomingBytes()).isEqualTo(bytes);
        go.complete(null);
        await().until(() -> client.incomingEvents() == 0);
        assertThat(client.incomingBytes()).isZero();
    }

    @Test
    void eventsGoToListenersAndToThoseWhoWait() {
        List<String> heard = new CopyOnWriteArrayList<>();
        socket.async().onAny(event -> heard.add(event.name()));
        socket.connect(LONG);
        server.emit("/", "a");
        server.ask("/", 1, "b");
        assertThat(socket.receive(LONG)).isPresent();
        assertThat(socket.receive(LONG)).map(Event::wantsAck).hasValue(true);
        client.close();
        await().untilAsserted(() -> assertThat(heard).containsExactly("a", "b"));
    }

    @Test
    void anEventToWhichNobodyListensNeedsNoCallbackThread() {
        AtomicInteger tasks = new AtomicInteger();
        SocketIoClientBuilder counting = FakeServer.client().callbackExecutor(task -> {
            tasks.incrementAndGet();
            task.run();
        });
        try (SocketIoClient own = counting.build(server)) {
            Socket async = own.socket("/");
            async.on("other", event -> {});
            BlockingSocket view = async.blocking();
            view.connect(LONG);
            int before = tasks.get();
            server.emit("/", "a");
            assertThat(view.receive(LONG)).map(Event::name).hasValue("a");
            assertThat(tasks).hasValue(before);
            assertThat(own.incomingEvents()).isZero();
            server.emit("/", "other");
            assertThat(view.receive(LONG)).map(Event::name).hasValue("other");
            await().until(() -> own.incomingEvents() == 0);
            assertThat(tasks).hasValue(before + 1);
        }
    }

    @Test
    void aListenerThatIsAddedBeforeAnEventsTurnHearsOfIt() {
        Blockade before = new Blockade();
        List<String> heard = new CopyOnWriteArrayList<>();
        socket.async().on("a", event -> {
            before.block();
            socket.async().on("b", behind -> heard.add(behind.name()));
        });
        socket.connect(LONG);
        server.emit("/", "a");
        server.emit("/", "b");
        assertThat(socket.receive(LONG)).map(Event::name).hasValue("a");
        assertThat(socket.receive(LONG)).map(Event::name).hasValue("b");
        before.lift();
        await().until(() -> client.incomingEvents() == 0);
        assertThat(heard).containsExactly("b");
    }
}
