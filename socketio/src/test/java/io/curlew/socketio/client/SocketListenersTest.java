package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who listens may be asked, and changed, at any time. */
class SocketListenersTest {
    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client().build(server);
    private final Socket socket = client.socket("/");
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void theListenersOfAnEventAreKnownAndCanBeRemovedOneByOne() throws Exception {
        Subscription first = socket.on("a", event -> seen.add("first"));
        socket.on("a", event -> seen.add("second"));
        socket.once("a", event -> seen.add("third"));
        assertThat(socket.hasListeners("a")).isTrue();
        assertThat(socket.hasListeners("b")).isFalse();
        assertThat(socket.listeners("a")).hasSize(3).first().isSameAs(first);
        assertThat(socket.listeners("b")).isEmpty();

        socket.listeners("a").get(1).remove();
        socket.on("end", event -> seen.add("end"));
        socket.connect().join();
        server.emit("/", "a");
        server.emit("/", "end");

        assertThat(List.of(next(), next(), next())).containsExactly("first", "third", "end");
        assertThat(socket.listeners("a")).containsExactly(first);
        first.remove();
        assertThat(socket.hasListeners("a")).isFalse();
    }

    @Test
    void allListenersForEventsOfSomeNameGoAtOnceAndOthersStay() throws Exception {
        socket.on("a", event -> seen.add("a"));
        socket.once("b", event -> seen.add("b"));
        socket.onAny(event -> seen.add("any " + event.name()));
        socket.onConnect(() -> seen.add("connect"));
        socket.off();
        socket.on("b", event -> seen.add("new b"));

        socket.connect().join();
        server.emit("/", "a");
        server.emit("/", "b");

        assertThat(List.of(next(), next(), next(), next())).containsExactly("connect", "any a", "any b", "new b");
    }

    @Test
    void theEventsOfOneReadComeOneByOneInTheirOrder() throws Exception {
        int events = 1000;
        socket.on("a", event -> {
            int number = event.args().get(0, int.class);
            seen.add(number);
            if (number % 100 == 0) {
                throw new IllegalStateException("on purpose");
            }
        });
        socket.on("echo", event -> seen.add("behind"));
        socket.connect().join();
        server.burst("/", "a", events);
        socket.emit("echo", events);
        for (int i = 0; i < events; i++) {
            assertThat(next()).isEqualTo(i);
        }
        assertThat(next()).isEqualTo("behind");
    }

    @Test
    void theListenersForEveryEventAreKnown() {
        Subscription second = socket.onAny(event -> {});
        Subscription first = socket.prependAny(event -> {});
        assertThat(socket.listenersAny()).containsExactly(first, second);
        assertThat(socket.hasListeners("a")).isFalse();
        socket.offAny();
        assertThat(socket.listenersAny()).isEmpty();
    }

    @Test
    void aListenerForEveryEventThatGoesOutMayComeFirstAndAllOfThemGo() throws Exception {
        Subscription second = socket.onAnyOutgoing((name, args) -> seen.add("second " + name));
        Subscription first = socket.prependAnyOutgoing((name, args) -> seen.add("first " + name + args));
        assertThat(socket.listenersAnyOutgoing()).containsExactly(first, second);

        socket.emit("before", 1);
        socket.connect().join();
        socket.emit("after");
        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly("first before[1]", "second before", "first after[]", "second after");

        socket.on("echo", event -> seen.add("echo"));
        socket.offAnyOutgoing();
        socket.emit("echo", 1);
        assertThat(next()).isEqualTo("echo");
    }

    @Test
    @Tag("F28")
    void aListenerThatRemovesOthersDoesSoFromTheNextEventOn() throws Exception {
        socket.on("a", event -> {
            seen.add("first");
            socket.off();
            socket.offAny();
        });
        socket.on("a", event -> seen.add("second"));
        socket.onAny(event -> seen.add("any"));
        socket.connect().join();
        server.emit("/", "a");
        assertThat(List.of(next(), next(), next())).containsExactly("any", "first", "second");
        server.emit("/", "a");
        socket.on("end", event -> seen.add("end"));
        server.emit("/", "end");
        assertThat(next()).isEqualTo("end");
    }

    @Test
    void namesThatNobodyListensToAnyMoreAreNotKept() throws Exception {
        EventListeners listeners = new EventListeners();
        listeners.once("once", event -> {});
        listeners.on("removed", event -> {}).remove();
        listeners.on("off", event -> {});
        listeners.on("kept", event -> {});
        listeners.off("off");
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        socket.onAny(events::add);
        socket.connect().join();
        server.emit("/", "once");
        listeners.call(events.take(), thrown -> {});
        assertThat(listeners.names()).containsExactly("kept");
    }

    @Test
    void aListenerIsNotLostWhenTheLastOneLeavesAtTheSameTime() throws Exception {
        EventListeners listeners = new EventListeners();
        List<Subscription> stay = new ArrayList<>();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                listeners.on("a", event -> {}).remove();
            }
        });
        other.start();
        for (int i = 0; i < 10_000; i++) {
            stay.add(listeners.on("a", event -> {}));
            assertThat(listeners.all("a")).contains(stay.get(0));
            stay.remove(0).remove();
        }
        other.join();
        assertThat(listeners.names()).isEmpty();
    }

    @Test
    void everyPacketCanBeSeenBeforeWhatItBringsAbout() throws Exception {
        client.onPacket(packet -> seen.add(packet.getClass()));
        socket.onConnect(() -> seen.add("connect"));
        socket.on("a", event -> seen.add("event"));
        socket.connect().join();
        server.emit("/", "a");
        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly(SocketPacket.Connect.class, "connect", SocketPacket.Event.class, "event");
    }

    private Object next() throws InterruptedException {
        Object next = seen.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("the next thing seen").isNotNull();
        return next;
    }
}
