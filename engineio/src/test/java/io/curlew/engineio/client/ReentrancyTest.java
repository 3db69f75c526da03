package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method may be called from inside every callback, in a lane and on the loop. */
@ExtendWith(NothingLeft.class)
class ReentrancyTest {
    private final FakeNetwork network = new FakeNetwork();
    private final AtomicReference<EngineSocket> self = new AtomicReference<>();
    private final List<CloseReason> ends = new CopyOnWriteArrayList<>();

    /** Every kind of callback that a living session brings. */
    enum Kind {
        OPEN,
        DATA,
        PACKET,
        UPGRADE,
        UPGRADE_ERROR,
        DRAIN,
        BATCH_END,
        RELEASED,
        ERROR;

        EngineSocketBuilder on(EngineSocketBuilder builder, Runnable callback) {
            return switch (this) {
                case OPEN -> builder.onOpen(handshake -> callback.run());
                case DATA -> builder.onData(data -> callback.run());
                case PACKET -> builder.onPacket((direction, packet) -> callback.run());
                case UPGRADE -> builder.onUpgrade(transport -> callback.run());
                case UPGRADE_ERROR -> builder.onUpgradeError(why -> callback.run());
                case DRAIN -> builder.onDrain(callback);
                case BATCH_END -> builder.onBatchEnd(callback);
                case RELEASED -> builder.onReleased(released -> callback.run());
                case ERROR ->
                    builder.onData(data -> {
                                throw new IllegalStateException("for the error callback");
                            })
                            .onError(why -> callback.run());
            };
        }
    }

    static Stream<Arguments> everywhere() {
        List<Arguments> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(Arguments.of(kind, false));
            all.add(Arguments.of(kind, true));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void sendingFromInside(Kind kind, boolean direct) {
        FakeTransport server = live(kind, direct, socket -> socket.send("from inside"));
        Wait.until(() -> assertThat(server.texts()).contains("from inside"));
        socket().close();
        Wait.until(() -> assertThat(ends).containsExactly(CloseReason.FORCED_CLOSE));
    }

    @Tag("F17")
    @ParameterizedTest
    @MethodSource("everywhere")
    void closingFromInsideOnlyStarts(Kind kind, boolean direct) {
        network.prepare(FakeTransport::closeLate);
        CompletableFuture<EngineSocket.State> seen = new CompletableFuture<>();
        FakeTransport server = live(kind, direct, socket -> {
            socket.close();
            seen.complete(socket.state());
        });
        assertThat(Wait.forResult(seen)).isNotEqualTo(EngineSocket.State.CLOSED);
        Wait.until(() -> assertThat(server.calls()).contains("close"));
        server.lose();
        Wait.until(() -> assertThat(ends).containsExactly(CloseReason.FORCED_CLOSE));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void connectingAgainFromInside(Kind kind, boolean direct) {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        FakeTransport server = live(kind, direct, socket -> {
            var unused = socket.connect().thenRun(() -> open.complete(true));
        });
        assertThat(Wait.forResult(open)).isTrue();
        assertThat(server.calls()).containsOnlyOnce("open");
        socket().close();
        Wait.until(() -> assertThat(ends).hasSize(1));
    }

    /** Connects a socket whose callback of that kind does this once, and makes such a callback come. */
    private FakeTransport live(Kind kind, boolean direct, Consumer<EngineSocket> action) {
        boolean upgrades = kind == Kind.UPGRADE || kind == Kind.UPGRADE_ERROR;
        network.server(transport -> {
            if (kind == Kind.UPGRADE_ERROR && transport.sid.isPresent()) {
                transport.refuse();
            } else {
                transport.welcome(upgrades ? FakeTransport.handshake("websocket") : FakeTransport.HANDSHAKE);
            }
        });
        AtomicBoolean done = new AtomicBoolean();
        EngineSocketBuilder builder = kind.on(network.builder(), () -> {
            if (done.compareAndSet(false, true)) {
                action.accept(socket());
            }
        });
        builder.onClose(close -> ends.add(close.reason()));
        self.set((direct ? builder.direct() : builder).build());
        var unused = socket().connect();
        FakeTransport first = network.next();
        FakeTransport carrier = kind == Kind.UPGRADE ? network.next() : first;
        if (kind == Kind.DRAIN || kind == Kind.RELEASED) {
            socket().send("something");
        }
        if (kind == Kind.DATA || kind == Kind.ERROR) {
            carrier.send("something");
        }
        return carrier;
    }

    private EngineSocket socket() {
        EngineSocket socket = self.get();
        assertThat(socket).isNotNull();
        return socket;
    }

    @Test
    @Tag("F17")
    void everythingMayBeCalledFromInsideTheCloseCallback() {
        CompletableFuture<Boolean> refused = new CompletableFuture<>();
        EngineSocket socket = network.builder()
                .onClose(close -> {
                    ends.add(close.reason());
                    socket().close();
                    var unused = socket().connect();
                    assertThatIllegalStateException().isThrownBy(() -> socket().send("too late"));
                    refused.complete(true);
                })
                .build();
        self.set(socket);
        Wait.forResult(socket.connect());
        network.next().lose();
        assertThat(Wait.forResult(refused)).isTrue();
        assertThat(ends).containsExactly(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aMessageSentOnTheLoopComesBehindThoseThatWaitThere() {
        EngineSocket socket = network.builder()
                .direct()
                .onData(data -> {
                    socket().send("1");
                    socket().send("2");
                })
                .build();
        self.set(socket);
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send(EnginePacket.message("a"), EnginePacket.message("b"));
        Wait.until(() -> assertThat(server.texts()).containsExactly("1", "2", "1", "2"));
        socket.close();
    }
}
