package io.curlew.interop.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.loop.Subscription;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.TypeRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who hears of what, and when. The server sends back each {@code echo}. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.Pairing#ofOurClient")
class ListenersIT extends OurClientInterop {
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private SocketIoClient client;
    private Socket main;

    record Price(String symbol, double value) {}

    @BeforeEach
    void build() {
        client = builder().onError(thrown::add).build();
        main = client.socket("/");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void listenersMayBeAddedBeforeAndAfterConnecting() {
        main.on("echo", event -> heard.add("before " + event.args().json(0)));
        main.onAny(event -> heard.add("any before"));
        main.onAnyOutgoing((name, args) -> heard.add("outgoing " + name + args));
        connected(client);
        main.on("echo", event -> heard.add("after"));
        main.onAny(event -> heard.add("any after"));

        main.emit("echo", 1);

        await().untilAsserted(() ->
                assertThat(heard).containsExactly("outgoing echo[1]", "any before", "any after", "before 1", "after"));
    }

    @Test
    void aListenerForOneEventHearsOne() {
        main.once("echo", event -> heard.add("once"));
        main.once("echo", int.class, number -> heard.add("once " + number));
        main.on("echo", event -> heard.add("on"));
        connected(client);

        main.emit("echo", 1);
        main.emit("echo", 2);

        await().untilAsserted(() -> assertThat(heard).containsExactly("once", "once 1", "on", "on"));
    }

    @Test
    void removedListenersHearNothing() {
        Subscription removed = main.on("echo", event -> heard.add("removed"));
        main.on("off", event -> heard.add("off"));
        main.onAny(event -> heard.add("any"));
        main.onAnyOutgoing((name, args) -> heard.add("outgoing"));
        connected(client);
        removed.remove();
        main.off("off");
        main.offAny();
        main.offAnyOutgoing();
        main.on("echo", event -> heard.add("on"));

        main.emit("echo");
        await().untilAsserted(() -> assertThat(heard).containsExactly("on"));
        main.off();
        main.emit("echo");
        roundTrip(main);

        assertThat(heard).containsExactly("on");
    }

    @Test
    @Tag("F28")
    void listenersMayComeAndGoInsideCallbacksAndCountFromTheNextEventOn() {
        main.once("echo", event -> {
            heard.add("first");
            main.on("echo", second -> heard.add("added"));
            main.prependAny(second -> heard.add("any"));
            main.listeners("echo").get(0).remove();
        });
        main.on("echo", event -> heard.add("removed"));
        connected(client);

        main.emit("echo", 1);
        main.emit("echo", 2);

        await().untilAsserted(() -> assertThat(heard).containsExactly("first", "removed", "any", "added"));
    }

    @Test
    void aListenerForEveryEventMayComeFirst() {
        main.onAny(event -> heard.add("second " + event.name()));
        main.prependAny(event -> heard.add("first " + event.name()));
        main.onAnyOutgoing((name, args) -> heard.add("second out " + name));
        main.prependAnyOutgoing((name, args) -> heard.add("first out " + name));
        connected(client);

        main.emit("echo");

        await().untilAsserted(() ->
                assertThat(heard).containsExactly("first out echo", "second out echo", "first echo", "second echo"));
    }

    @Test
    void typedListenersTakeRecordsGenericTypesAndUpToThreeArguments() {
        connected(client);
        main.once("echo", Price.class, price -> heard.add(price.symbol() + price.value()));
        main.emit("echo", new Price("BTC", 1.5), "rest");
        await().untilAsserted(() -> assertThat(heard).containsExactly("BTC1.5"));

        main.on(
                "echo",
                new TypeRef<List<Price>>() {},
                prices -> heard.add(prices.get(1).symbol()));
        main.emit("echo", List.of(new Price("a", 1), new Price("b", 2)));
        await().untilAsserted(() -> assertThat(heard).last().isEqualTo("b"));
        main.off();

        main.on("echo", int.class, byte[].class, (number, bytes) -> heard.add(number + new String(bytes, UTF_8)));
        main.on("echo", int.class, byte[].class, String.class, (number, bytes, text) -> heard.add(text + number));
        main.emit("echo", 7, "seven".getBytes(UTF_8), "siete");
        await().untilAsserted(() -> assertThat(heard).endsWith("7seven", "siete7"));
        assertThat(thrown).isEmpty();
    }

    @Test
    void anArgumentOfAnotherTypeIsReportedWithEventIndexAndPath() {
        main.on("echo", Price.class, price -> heard.add("never"));
        main.on("echo", event -> heard.add("other"));
        connected(client);

        main.emit("echo", Map.of("symbol", "BTC", "value", List.of("secret")));

        await().untilAsserted(() -> assertThat(heard).containsExactly("other"));
        assertThat(thrown)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ConversionException.class)
                        .hasMessageContainingAll("echo", "0", "value")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    void namesOfTheLifecycleAreNoEvents() {
        connected(client);
        for (String name : List.of("connect", "connect_error", "disconnect")) {
            assertThatIllegalArgumentException().isThrownBy(() -> main.on(name, event -> {}));
        }
        Stream.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")
                .forEach(name -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> main.emit(name))
                        .withMessageContaining(name));
        roundTrip(main);
    }

    @Test
    @Tag("F29")
    void tenThousandEventsWhoseListenerThrowsLoseNothing() {
        Mailbox<Event> good = new Mailbox<>("good event");
        AtomicInteger errors = new AtomicInteger();
        try (SocketIoClient tough = builder()
                .sendBudget(SendBudget.failing(20_000, 1 << 20))
                .onError(error -> errors.incrementAndGet())
                .build()) {
            Socket socket = connected(tough);
            AtomicInteger calls = new AtomicInteger();
            socket.on("echo", event -> fail(calls.getAndIncrement()));
            socket.onAny(event -> {
                if (event.args().size() == 2) {
                    good.put(event);
                }
            });

            IntStream.range(0, 10_000).forEach(i -> socket.emit("echo", i));
            socket.emit("echo", "good", 1);

            assertThat(good.take().args().get(0, String.class)).isEqualTo("good");
            await().untilAsserted(() -> assertThat(errors).hasValue(10_001));
            assertThat(calls).hasValue(10_001);
        }
    }

    @Test
    void everyPacketCanBeSeen() {
        List<String> packets = new ArrayList<>();
        client.onPacket(packet -> packets.add(packet.getClass().getSimpleName()));
        connected(client);
        main.on("echo", event -> heard.addAll(packets));

        main.emit("echo");

        await().untilAsserted(() -> assertThat(heard).containsExactly("Connect", "Event"));
    }

    private static void fail(int which) {
        if (which % 1000 == 0) {
            throw deep(0);
        }
        switch (which % 3) {
            case 0 -> throw new IllegalStateException("unchecked");
            case 1 -> throw new AssertionError("an error");
            default -> sneak(new IOException("checked"));
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable checked) throws E {
        throw (E) checked;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Error deep(int depth) {
        return deep(depth + 1);
    }
}
