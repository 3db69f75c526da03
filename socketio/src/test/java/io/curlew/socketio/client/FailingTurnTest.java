package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The parts of a client that the application has written fail in the middle of what the session wants done. */
class FailingTurnTest {
    private final FakeServer server = new FakeServer();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    @Test
    void reconnectsAfterSeveralFailuresInOneTurn() {
        SomeFailures parser = new SomeFailures(3);
        try (SocketIoClient client =
                FakeServer.client().parser(parser).onError(errors::add).build(server)) {
            List<CompletableFuture<Socket>> all = List.of(
                    client.socket("/a").connect(),
                    client.socket("/b").connect(),
                    client.socket("/c").connect());
            assertThat(all).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(10)));
            await().until(() -> errors.size() == 3); // the error handler has a thread of its own
            assertThat(errors).allSatisfy(error -> assertThat(error).hasMessage("on purpose"));
        }
    }

    /** Fails to encode so many CONNECT packets, then goes on as it should. */
    private static final class SomeFailures implements Parser {
        private final AtomicInteger left;

        SomeFailures(int failures) {
            left = new AtomicInteger(failures);
        }

        @Override
        public EncodedPacket encode(OutgoingPacket packet) {
            if (packet instanceof OutgoingPacket.Connect && left.getAndDecrement() > 0) {
                throw new IllegalStateException("on purpose");
            }
            return FakeServer.PARSER.encode(packet);
        }

        @Override
        public Decoder newDecoder(long maxPacketBytes) {
            return FakeServer.PARSER.newDecoder(maxPacketBytes);
        }
    }
}
