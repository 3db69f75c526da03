package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import java.util.function.Consumer;

/** One client of an {@link EngineTestServer}, from its handshake to its close. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are written
public final class EngineConnection {

    EngineConnection() {}

    /** Returns the Engine.IO session id. It is a credential. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** Returns the request that opened the session. */
    public HandshakeRequest request() {
        throw new UnsupportedOperationException();
    }

    /** Returns the transport that carries the session now. */
    public TransportType transport() {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler for every message from now on. Set it in {@code onConnection} to miss none. */
    public EngineConnection onMessage(Consumer<? super EngineData> handler) {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler once, when the session has ended; at once when it has ended already. */
    public EngineConnection onClose(Consumer<? super EngineClose> handler) {
        throw new UnsupportedOperationException();
    }

    /** Sends a text message. Dropped when the session has ended. */
    public void send(String text) {
        send(EngineData.text(text));
    }

    /** Sends a binary message: a copy of the bytes. Dropped when the session has ended. */
    public void send(byte[] bytes) {
        send(EngineData.binary(bytes));
    }

    /** Sends a message. Dropped when the session has ended. */
    public void send(EngineData data) {
        throw new UnsupportedOperationException();
    }

    /** Sends what was accepted, then closes the session: by a close packet on polling, by a close frame on WebSocket. */
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Ends the session and resets its TCP connections, without a close packet or close frame, as a crash would. */
    public void dropConnection() {
        throw new UnsupportedOperationException();
    }
}
