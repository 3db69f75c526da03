package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A packet as it leaves.
 *
 * @param instead what is sent in its place, which may be no packet at all
 */
record SentPacket(EnginePacket packet, Optional<String> instead) {

    static SentPacket of(EnginePacket packet) {
        return new SentPacket(packet, Optional.empty());
    }

    /** Returns whether it may be compressed: yes, unless it is a message that was sent with {@code compress(false)}. */
    boolean isCompressible() {
        return !(packet instanceof EnginePacket.Message message)
                || message.data().compressible();
    }

    /** Returns the body of a poll that brings the packets. */
    static byte[] body(List<SentPacket> packets) {
        if (packets.stream().allMatch(sent -> sent.instead().isEmpty())) {
            return PayloadCodec.encode(packets.stream().map(SentPacket::packet).toList());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < packets.size(); i++) {
            if (i > 0) {
                body.write(PayloadCodec.SEPARATOR);
            }
            body.writeBytes(packets.get(i).bytes());
        }
        return body.toByteArray();
    }

    private byte[] bytes() {
        return instead.map(text -> text.getBytes(UTF_8)).orElseGet(() -> PayloadCodec.encode(List.of(packet)));
    }
}
