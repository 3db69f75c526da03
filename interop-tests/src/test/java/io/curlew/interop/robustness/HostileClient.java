package io.curlew.interop.robustness;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A program of its own with a small heap: connects once, waits for the end, and says how it came. */
final class HostileClient {
    private HostileClient() {}

    /**
     * Runs it.
     *
     * @param args the server's URL, the transport, how many minutes it may take, and after how many pings to close
     */
    public static void main(String[] args) throws Exception {
        EngineSocket socket = EngineSocket.builder(args[0])
                .transports(TransportType.valueOf(args[1].toUpperCase(Locale.ROOT)))
                .compression(compression -> {})
                .build();
        long enough = Long.parseLong(args[3]);
        AtomicLong pings = new AtomicLong();
        socket.onPacket((direction, packet) -> {
            if (packet instanceof EnginePacket.Ping && pings.incrementAndGet() == enough) {
                var unused = socket.closeAsync();
            }
        });
        var unused = socket.connect();
        EngineClose close = socket.closed().get(Long.parseLong(args[2]), TimeUnit.MINUTES);
        System.out.println(close.reason().text() + ": "
                + close.cause().map(Throwable::getMessage).orElse("no cause"));
        System.exit(0);
    }
}
