package io.curlew.socketio.client;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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

    /** Asks for the data and encodes the packet. May block. Throws whatever the application throws. */
    static EncodedPacket encode(Parser parser, String namespace, Supplier<?> supplier, Map<String, String> recovery) {
        Optional<Object> data = Optional.ofNullable(supplier.get());
        data.ifPresent(Auth::requireNoRecoveryFields);
        return parser.encode(new OutgoingPacket.Connect(namespace, data, recovery));
    }

    private static void requireNoRecoveryFields(Object data) {
        if (data instanceof Map<?, ?> fields && RECOVERY_FIELDS.stream().anyMatch(fields::containsKey)) {
            throw new IllegalArgumentException(
                    "The fields pid and offset belong to the protocol: name yours otherwise");
        }
    }
}
