package io.curlew.interop.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Contract;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.session.AckFailure;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the table in {@code docs/delivery.md}: our session against the test server's, on virtual time. */
@Tag("F20")
@Tag("F21")
@Tag("F22")
class ContractTest {
    private static final int NUMBER = 7;
    private static final Duration LIFE = Duration.ofMillis(500);

    private static final State OVERDUE = new State(
            // The driver looks for this whenever something is emitted, and leaves the connection at once.
            "connected, with the server's ping overdue",
            connectedThen(world -> world.lose(DisconnectReason.PING_TIMEOUT)),
            world -> world.pass(SocketWorld.ATTEMPT_DELAY));
    private static final State RECONNECTING = new State(
            "reconnecting",
            connectedThen(world -> world.lose(DisconnectReason.TRANSPORT_CLOSE)),
            world -> world.pass(SocketWorld.ATTEMPT_DELAY));
    private static final State GIVEN_UP =
            new State("given up after the last attempt", ContractTest::giveUp, ContractTest::tryAgain);
    private static final List<State> STATES = List.of(
            new State("never connected", world -> {}, SocketWorld::connect),
            new State("waiting for the connection to open", in(SocketWorld.Mood.NOT_OPENING), SocketWorld::open),
            new State("waiting for the answer to CONNECT", in(SocketWorld.Mood.NOT_JOINING), SocketWorld::join),
            new State("connected", SocketWorld::connect, world -> {}),
            new State(
                    "connected, while nothing can be written",
                    connectedThen(world -> world.stall(true)),
                    world -> world.stall(false)),
            OVERDUE,
            new State(
                    "connected, after the machine has slept",
                    connectedThen(world -> world.hold(true)),
                    world -> world.hold(false)),
            new State(
                    "connected, on a connection that is lost before the answer",
                    connectedThen(world -> world.mood = SocketWorld.Mood.NOT_ANSWERING),
                    ContractTest::loseAndComeBack),
            RECONNECTING,
            new State("left by the program", connectedThen(SocketWorld::disconnect), SocketWorld::connect),
            new State("taken away by the server", connectedThen(SocketWorld::sendOut), SocketWorld::connect),
            new State("refused by the server", in(SocketWorld.Mood.REFUSING), ContractTest::tryAgain),
            GIVEN_UP,
            new State("closing or closed", connectedThen(SocketWorld::close), world -> {}));

    /**
     * What a namespace may be doing.
     *
     * @param enter gets it there
     * @param goOn gets it from there to be connected
     */
    private record State(String row, Consumer<SocketWorld> enter, Consumer<SocketWorld> goOn) {
        static State of(String row) {
            return STATES.stream()
                    .filter(state -> state.row.equals(row))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No test knows the state " + row));
        }
    }

    private static Consumer<SocketWorld> in(SocketWorld.Mood mood) {
        return world -> {
            world.mood = mood;
            world.connect();
        };
    }

    private static Consumer<SocketWorld> connectedThen(Consumer<SocketWorld> then) {
        return world -> {
            world.connect();
            then.accept(world);
        };
    }

    private static void loseAndComeBack(SocketWorld world) {
        world.lose(DisconnectReason.TRANSPORT_CLOSE);
        world.mood = SocketWorld.Mood.WELL;
        world.pass(SocketWorld.ATTEMPT_DELAY);
    }

    private static void giveUp(SocketWorld world) {
        in(SocketWorld.Mood.DOWN).accept(world);
        world.pass(SocketWorld.ATTEMPT_DELAY);
    }

    private static void tryAgain(SocketWorld world) {
        world.mood = SocketWorld.Mood.WELL;
        world.connect();
    }

    static Stream<Contract.Cell> cells() {
        return Contract.cells();
    }

    @Test
    void theTableHasEveryStateAndEveryKind() {
        assertThat(cells().map(Contract.Cell::state).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        STATES.stream().map(State::row).toList());
        assertThat(cells()).hasSize(STATES.size() * 5);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatTheTableSaysIsTrue(Contract.Cell cell) {
        Case tried = new Case(cell);
        switch (cell.outcome()) {
            case "sent" -> {
                tried.hasArrived(1);
                tried.goOn();
                tried.hasArrived(1);
                tried.endsAnswered();
            }
            case "queued", "waits" -> {
                tried.hasArrived(0);
                tried.goOn();
                tried.hasArrived(1);
                tried.endsAnswered();
            }
            case "expires" -> expires(tried, new Case(cell));
            case "discarded" -> {
                tried.endsDropped(DropReason.VOLATILE, AckFailure.DISCARDED);
                tried.goOn();
                tried.hasArrived(0);
            }
            case "not again", "fails" -> {
                tried.hasArrived(1);
                tried.goOn();
                tried.hasArrived(1);
                tried.endsLost();
            }
            case "again" -> {
                tried.hasArrived(1);
                tried.goOn();
                tried.hasArrived(2);
                tried.endsAnswered();
            }
            case "refused" -> {
                tried.endsDropped(DropReason.CLOSED, AckFailure.CLOSED);
                tried.hasArrived(0);
            }
            default -> throw new AssertionError("No test knows the outcome " + cell.outcome());
        }
    }

    private static void expires(Case late, Case inTime) {
        late.hasArrived(0);
        late.world.pass(LIFE);
        late.endsDropped(DropReason.EXPIRED, AckFailure.DISCARDED);
        late.goOn();
        late.hasArrived(0);
        inTime.goOnWithin(LIFE);
        inTime.hasArrived(inTime.isWithin(LIFE) ? 1 : 0);
    }

    /** An event of one kind, emitted in one state. */
    private static final class Case {
        private final SocketWorld world;
        private final State state;
        private final boolean asks;

        Case(Contract.Cell cell) {
            state = State.of(cell.state());
            world = new SocketWorld(state.equals(GIVEN_UP) ? 1 : Integer.MAX_VALUE);
            state.enter.accept(world);
            world.told.clear();
            int retries = cell.kind().equals("with retries") ? 3 : 0;
            asks = retries > 0 || cell.kind().equals("with ack");
            long life = cell.kind().equals("with time to live") ? LIFE.toNanos() : ClientSession.NONE;
            world.emit(NUMBER, asks, cell.kind().equals("volatile"), retries, life);
        }

        void goOn() {
            state.goOn.accept(world);
        }

        /** Goes on where that takes less time. */
        void goOnWithin(Duration time) {
            if (isWithin(time)) {
                goOn();
            }
        }

        boolean isWithin(Duration time) {
            boolean waits = state.equals(RECONNECTING) || state.equals(OVERDUE);
            return !waits || time.compareTo(SocketWorld.ATTEMPT_DELAY) > 0;
        }

        void hasArrived(int times) {
            assertThat(world.arrived).isEqualTo(Collections.nCopies(times, NUMBER));
        }

        void endsAnswered() {
            assertThat(ends(SocketAction.AckArrived.class)).hasSize(asks ? 1 : 0);
            assertThat(ends(SocketAction.AckFailed.class)).isEmpty();
            assertThat(ends(SocketAction.Dropped.class)).isEmpty();
        }

        void endsDropped(DropReason drop, AckFailure why) {
            assertThat(ends(SocketAction.Dropped.class))
                    .extracting(SocketAction.Dropped::why)
                    .containsExactly(drop);
            assertThat(ends(SocketAction.AckFailed.class))
                    .extracting(SocketAction.AckFailed::why)
                    .isEqualTo(asks ? List.of(why) : List.of());
            assertThat(ends(SocketAction.AckArrived.class)).isEmpty();
        }

        void endsLost() {
            assertThat(ends(SocketAction.AckFailed.class))
                    .extracting(SocketAction.AckFailed::why)
                    .isEqualTo(asks ? List.of(AckFailure.DISCONNECTED) : List.of());
            assertThat(ends(SocketAction.AckArrived.class)).isEmpty();
            assertThat(ends(SocketAction.Dropped.class)).isEmpty();
        }

        private <A extends SocketAction> List<A> ends(Class<A> type) {
            return world.told.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
