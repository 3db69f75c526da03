package io.curlew.testserver;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;

/** Who gets what arrives on a WebSocket, which has a number there. */
interface Frames {

    void frame(long webSocket, EnginePacket packet);

    /** What arrived is no packet. */
    void frameInvalid(long webSocket, ProtocolException why);

    /** Nothing more arrives. */
    void webSocketLost(long webSocket, TransportException why);
}
