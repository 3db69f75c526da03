package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive: a packet, or a {@link ProtocolException} that points into them, and nothing else. */
@Tag("A02")
class HostileBytesTest {
    private static final byte[] HANDSHAKE = utf8("0{\"sid\":\"s\\u00e9\\n\",\"upgrades\":[\"websocket\"],"
            + "\"pingInterval\":25000,\"pingTimeout\":2e4,\"maxPayload\":1000000,\"x\":[true,false,null,{}]}");
    private static final byte[] BODY = utf8("4héllo\u001ebAQIDBA==\u001e2probe\u001e6\u001e4€");

    private final Random random = new Random(2);

    @Test
    void randomFrames() {
        for (int i = 0; i < 100_000; i++) {
            byte[] frame = new byte[1 + random.nextInt(12)];
            random.nextBytes(frame);
            frame[0] = (byte) ('0' + random.nextInt(9));
            decodeFrame(frame);
        }
    }

    @Test
    void randomBodies() {
        for (int i = 0; i < 50_000; i++) {
            byte[] body = new byte[random.nextInt(24)];
            random.nextBytes(body);
            decodeBody(body);
        }
    }

    @Test
    void bodiesWithSomeBytesChanged() {
        for (int i = 0; i < 50_000; i++) {
            decodeBody(mutated(BODY));
        }
    }

    @Test
    @Tag("A07")
    void handshakesWithSomeBytesChanged() {
        for (int i = 0; i < 50_000; i++) {
            decodeFrame(mutated(HANDSHAKE));
        }
    }

    @Test
    @Tag("A07")
    void handshakesThatEndTooEarly() {
        for (int length = 1; length < HANDSHAKE.length; length++) {
            decodeFrame(Arrays.copyOf(HANDSHAKE, length));
        }
    }

    @Test
    void randomErrorAnswers() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(ServerError.parse(mutated(utf8("{\"code\":1,\"message\":\"Session ID unknown\"}"))))
                    .isNotNull();
        }
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutant = bytes.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(mutant, random.nextInt(10) == 0 ? random.nextInt(mutant.length) : mutant.length);
    }

    private static void decodeFrame(byte[] frame) {
        if (frame.length == 0) {
            return;
        }
        try {
            FrameCodec.decodeText(frame[0], Arrays.copyOfRange(frame, 1, frame.length));
        } catch (ProtocolException refused) {
            requireInside(refused, frame);
        }
    }

    private static void decodeBody(byte[] body) {
        try {
            PayloadCodec.decode(body, packet -> {});
        } catch (ProtocolException refused) {
            requireInside(refused, body);
        }
    }

    /** Without AssertJ, which would take most of the time. */
    private static void requireInside(ProtocolException refused, byte[] bytes) {
        if (refused.offset() < 0 || refused.offset() > bytes.length) {
            throw new AssertionError("offset " + refused.offset() + " of " + bytes.length, refused);
        }
    }
}
