package io.curlew.socketio.client;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the data for CONNECT packets comes from.
 *
 * @param forAll asked for namespaces that have no supplier of their own
 * @param byNamespace asked for these
 */
record Auth(Optional<Supplier<?>> forAll, Map<String, Supplier<?>> byNamespace) {
    private static final Set<String> RECOVERY_FIELDS = Set.of("pid", "offset");

    Auth {
        byNamespace = Map.copyOf(byNamespace);
    }

    Optional<Supplier<?>> supplier(String namespace) {
        return Optional.<Supplier<?>>ofNullable(byNamespace.get(namespace)).or(() -> forAll);
    }

    /** Asks for the data. May block. Throws whatever the application throws; an answer may still be to come. */
    static CompletionStage<? extends @Nullable Object> ask(Supplier<?> supplier) {
        Object answer = supplier.get();
        return answer instanceof CompletionStage<?> later ? later : CompletableFuture.completedFuture(answer);
    }

    /** Encodes the packet. */
    static EncodedPacket encode(
            Parser parser, String namespace, @Nullable Object answer, Map<String, String> recovery) {
        Optional<Object> data = Optional.ofNullable(answer);
        if (data.isPresent()) {
            requireNoRecoveryFields(parser, parser.encode(new OutgoingPacket.Connect(namespace, data, Map.of())));
        }
        return parser.encode(new OutgoingPacket.Connect(namespace, data, recovery));
    }

    /** Looks at what would be sent: the data may be an object of any class. */
    private static void requireNoRecoveryFields(Parser parser, EncodedPacket packet) {
        Frame frame = packet.frames().get(0);
        SocketPacket sent = frame instanceof Frame.Text
                ? parser.newDecoder().decodeText(frame.bytes())
                : parser.newDecoder().decodeBinary(frame.bytes());
        if (sent instanceof SocketPacket.Connect connect
                && connect.payload().filter(Auth::hasRecoveryField).isPresent()) {
            throw new IllegalArgumentException(
                    "The auth fields pid and offset belong to the protocol: use other names");
        }
    }

    private static boolean hasRecoveryField(Json payload) {
        return RECOVERY_FIELDS.stream().anyMatch(field -> payload.field(field).isPresent());
    }
}
