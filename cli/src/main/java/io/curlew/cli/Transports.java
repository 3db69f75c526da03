package io.curlew.cli;

import io.curlew.engineio.protocol.TransportType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The transports to use, in order. */
record Transports(List<TransportType> inOrder) {
    /** What the shells offer. */
    static final List<String> CHOICES = List.of("polling,websocket", "websocket,polling", "polling", "websocket");

    static final Transports BOTH = new Transports(List.of(TransportType.POLLING, TransportType.WEBSOCKET));

    TransportType[] toArray() {
        return inOrder.toArray(TransportType[]::new);
    }

    /**
     * Returns whether the second is there for when the first can't connect: WebSocket has nothing to be upgraded to.
     */
    boolean fallsBack() {
        return inOrder.size() > 1 && inOrder.get(0) == TransportType.WEBSOCKET;
    }

    @Override
    public String toString() {
        return String.join(",", inOrder.stream().map(TransportType::wireName).toList());
    }

    /** Reads names with commas between them; {@code upgrade} is another word for both. */
    static Transports parse(String text) {
        if (text.equalsIgnoreCase("upgrade")) {
            return BOTH;
        }
        List<TransportType> types = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            TransportType type = TransportType.ofWireName(name.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new WrongUsage("not polling, websocket, or both with a comma"));
            if (types.contains(type)) {
                throw new WrongUsage(name + " is listed twice");
            }
            types.add(type);
        }
        return new Transports(List.copyOf(types));
    }
}
