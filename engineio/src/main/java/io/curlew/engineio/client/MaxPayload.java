package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;

/** The server's limit for one HTTP body (Engine.IO protocol 4, section "Handshake"), held against a single message. */
final class MaxPayload {
    private MaxPayload() {}

    /** @throws IllegalArgumentException when the message does not even fit alone */
    static void requireFits(EngineData data, long limit) {
        if (PayloadCodec.encodedSize(new EnginePacket.Message(data)) > limit) {
            throw exceeded(data, limit);
        }
    }

    static IllegalArgumentException exceeded(EngineData data, long limit) {
        return new IllegalArgumentException("A message of "
                + PayloadCodec.encodedSize(new EnginePacket.Message(data))
                + " bytes on polling exceeds the server's maxPayload of " + limit + ": it was not sent");
    }
}
