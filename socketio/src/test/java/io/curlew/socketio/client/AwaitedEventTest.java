package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.SocketPacket;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is kept of an event between its sending and its answer. */
class AwaitedEventTest {
    private final FakeServer server = new FakeServer();
    private final List<WeakReference<EncodedPacket>> encoded = new CopyOnWriteArrayList<>();

    @Test
    void thePacketIsGoneWhenItWasSent() {
        try (SocketIoClient client = FakeServer.client().parser(new Watched()).build(server)) {
            Socket socket = client.socket("/");
            socket.connect().join();
            CompletableFuture<Args> answer = socket.emitWithAck("never", "x".repeat(1000));
            assertThat(encoded).hasSize(1);
            await().until(() -> isCollected(encoded.get(0)));
            assertThat(answer).isNotDone();
        }
    }

    @Test
    void thePacketStaysWhileItMayHaveToBeSentAgain() throws InterruptedException {
        try (SocketIoClient client = FakeServer.client().parser(new Watched()).build(server)) {
            Socket socket = client.socket("/");
            socket.connect().join();
            socket.emit(EmitOptions.retries(1), "never", "x".repeat(1000));
            server.next(SocketPacket.Event.class);
            assertThat(isCollected(encoded.get(0))).isFalse();
            server.drop();
            assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("never");
        }
    }

    private static boolean isCollected(WeakReference<?> reference) {
        System.gc();
        return reference.get() == null;
    }

    private final class Watched implements Parser {
        @Override
        public EncodedPacket encode(OutgoingPacket packet) {
            EncodedPacket made = FakeServer.PARSER.encode(packet);
            if (packet instanceof OutgoingPacket.Event) {
                encoded.add(new WeakReference<>(made));
            }
            return made;
        }

        @Override
        public Decoder newDecoder(long maxPacketBytes) {
            return FakeServer.PARSER.newDecoder(maxPacketBytes);
        }
    }
}
