package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection does not take gives its room back, whatever it throws. */
@Tag("N40")
class BatchTest {
    private final SendAccount account = new SendAccount(SendBudget.failing(10, 1000));
    private final Batch batch = new Batch(account, new InFlight());
    private final List<String> refused = new ArrayList<>();
    private final Queue<Throwable> failures = new ArrayDeque<>();

    private void add(String name) {
        EncodedPacket packet =
                FakeServer.PARSER.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), name, new ArrayList<>()));
        account.reserve(packet.frames().size(), packet.size(), false);
        batch.add(new Batch.Part() {
            @Override
            public EncodedPacket packet() {
                return packet;
            }

            @Override
            public void refused(IllegalArgumentException why) {
                refused.add(name);
            }
        });
    }

    /** Returns a connection on which each attempt to send fails as the next of the failures says. */
    private Wire failing(Throwable... inTurn) {
        failures.addAll(List.of(inTurn));
        Class<?>[] type = {Wire.class};
        return (Wire) Proxy.newProxyInstance(Wire.class.getClassLoader(), type, (wire, method, args) -> {
            throw failures.remove();
        });
    }

    @Test
    void anErrorLosesTheWholeBatch() {
        add("a");
        add("b");
        Wire wire = failing(new StackOverflowError("on purpose"));
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> batch.send(Optional.of(wire)));
        assertThat(account.reservedPackets()).isZero();
        assertThat(account.reservedBytes()).isZero();
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void anErrorWhenTheyAreSentOneByOneLosesTheRest() {
        add("a");
        add("b");
        add("c");
        IllegalArgumentException tooLarge = new IllegalArgumentException("too large");
        Wire wire = failing(tooLarge, tooLarge, new StackOverflowError("on purpose"));
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> batch.send(Optional.of(wire)));
        assertThat(refused).containsExactly("a");
        assertThat(account.reservedPackets()).isZero();
        assertThat(account.reservedBytes()).isZero();
    }

    @Test
    void aConnectionThatIsClosedTakesNone() {
        add("a");
        Wire wire = failing(new IllegalStateException("closed"));
        batch.send(Optional.of(wire));
        assertThat(account.reservedPackets()).isZero();
    }
}
