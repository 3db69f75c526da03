package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session over polls and posts, whatever connections they come on. All are on the server's one event loop. */
final class RawPolling extends RawSession {
    private static final byte SEPARATOR = 0x1E;
    private static final Map<String, RawPolling> ALL = new HashMap<>();

    private final String sid = "raw" + ALL.size();
    private final List<String> packets = new ArrayList<>();
    /** What asked for packets when there were none. */
    private @Nullable Channel waiting;

    /** Returns the handshake of a new one. */
    static String start() {
        RawPolling session = new RawPolling();
        ALL.put(session.sid, session);
        return open(session.sid);
    }

    static RawPolling of(String sid) {
        return Objects.requireNonNull(ALL.get(sid), sid);
    }

    void polled(Channel by) {
        waiting = by;
        pump();
    }

    /** Reads the packets until it is told to count them: what separates them is enough then. */
    void posted(ByteBuf body) {
        while (body.isReadable()) {
            if (isCounting()) {
                passedOver(separators(body) + 1);
                return;
            }
            int length = body.bytesBefore(SEPARATOR);
            received(body.readCharSequence(length < 0 ? body.readableBytes() : length, US_ASCII)
                    .toString());
            body.skipBytes(length < 0 ? 0 : 1);
        }
    }

    private static int separators(ByteBuf body) {
        int[] count = {0};
        body.forEachByte(each -> {
            count[0] += each == SEPARATOR ? 1 : 0;
            return true;
        });
        return count[0];
    }

    @Override
    void send(String packet) {
        packets.add(packet);
    }

    @Override
    void pump() {
        if (waiting == null || (packets.isEmpty() && flood() == null)) {
            return;
        }
        Channel poll = waiting;
        waiting = null;
        if (packets.isEmpty()) {
            Flood bodies = Flood.bodies(Objects.requireNonNull(flood()));
            RawHttp.answer(poll, bodies.first(take(bodies.events())));
        } else {
            RawHttp.answer(poll, String.join("\u001e", packets));
            packets.clear();
        }
    }

    @Override
    void close() {
        send("6"); // for the poll that may be waiting
    }

    @Override
    void closeAll() {
        throw new UnsupportedOperationException("close all sessions that poll");
    }
}
