package io.curlew.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that wait, from a server. */
class BacklogIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestServer server = TestServer.builder().build();
    private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();
    private final Backlog backlog = new Backlog(10);
    private SocketIoClient client;

    @BeforeEach
    void connect() {
        server.onConnection(socket -> {
            for (int i = 1; i <= 3; i++) {
                socket.emit("said", i);
            }
        });
        TestServer unused = server.start();
        client = SocketIoClient.builder(server.uri()).build();
        client.socket("/").on("said", arrived::add);
        client.socket("/").connect().join();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void eventsArriveWhileAPatternIsMatched() throws Exception {
        backlog.add(next());
        Event second = next();
        Event taken = backlog.take(
                "said",
                event -> {
                    CompletableFuture.runAsync(() -> backlog.add(second))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
                    return true;
                },
                LONG);
        assertThat(taken.args().json()).isEqualTo("[1]");
        assertThat(backlog.take("said", event -> true, LONG)).isSameAs(second);
    }

    @Test
    void eachEventIsMatchedOnce() throws Exception {
        backlog.add(next());
        List<String> matched = new ArrayList<>();
        Event second = next();
        Event third = next();
        Event taken = backlog.take(
                "said",
                event -> {
                    matched.add(event.args().json());
                    CompletableFuture.runAsync(() -> backlog.add(event == second ? third : second))
                            .join();
                    return event == third;
                },
                LONG);
        assertThat(taken).isSameAs(third);
        assertThat(matched).containsExactly("[1]", "[2]", "[3]");
    }

    @Test
    void anEventThatWasDroppedWhileItWasMatchedIsNotTaken() throws Exception {
        Backlog small = new Backlog(1);
        small.add(next());
        Event second = next();
        assertThat(small.take(
                        "said",
                        event -> {
                            if (event != second) {
                                small.add(second);
                            }
                            return true;
                        },
                        LONG))
                .isSameAs(second);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> small.take("said", event -> true, Duration.ofMillis(1)))
                .withMessageContaining("1 were dropped");
    }

    @Test
    void whatComesTooLateIsNotTakenThoughEarlierOnesTookLongToMatch() throws Exception {
        backlog.add(next());
        Event second = next();
        Duration brief = Duration.ofMillis(1);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> backlog.take(
                        "said",
                        event -> {
                            if (event != second) {
                                spinFor(brief);
                                backlog.add(second);
                            }
                            return event == second;
                        },
                        brief))
                .withMessageStartingWith("There was no such event within 1 ms; 2 others wait");
    }

    private static void spinFor(Duration time) {
        for (long from = System.nanoTime(); System.nanoTime() - from <= time.toNanos(); ) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptIsSeenThoughEventsWait() throws Exception {
        backlog.add(next());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> backlog.take("said", event -> false, LONG));
    }

    @Test
    void whoKeepsNoneDropsAll() throws Exception {
        Backlog none = new Backlog(0);
        none.add(next());
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> none.take("said", event -> true, Duration.ofMillis(1)))
                .withMessageContaining("0 others wait, and 1 were dropped");
    }

    private Event next() throws InterruptedException {
        return arrived.take();
    }
}
