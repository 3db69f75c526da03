package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import java.util.List;

/** What the application can do with a session of Engine.IO. Confined to the loop, but for {@link #transport}. */
interface SessionControl {

    /** Returns the transport that carries the session; may be asked from any thread. */
    TransportType transport();

    /** Sends the messages with nothing in between. */
    void send(List<EngineData> messages);

    /** Sends that text as it is, whether it is a packet or not. */
    void sendInstead(String packet);

    /** Sends the messages if they leave at once, and forgets them otherwise. Returns whether it sent them. */
    boolean sendVolatile(List<EngineData> messages);

    /** Sends what was accepted, then ends the session. */
    void close();

    /** Ends the session without a word. */
    void abort();
}
