package io.curlew.interop.engineio;

import io.curlew.interop.Ticks;

/** An Engine.IO client under test, connected. What it waits for comes within 10 s, or the test fails. */
interface EngineClient extends AutoCloseable {

    /** Sends a String or a ByteBuffer. */
    void send(Object data);

    /** Returns the next message: a String or a ByteBuffer. */
    Object next();

    /** Waits for the next ping. */
    void pinged();

    /** Returns the name of the transport that carries the session now. */
    String transport();

    /** Exchanges numbers with the server while the session is upgraded. */
    Ticks tick();

    /** Waits for the session's end and returns its reason. */
    String closed();

    @Override
    void close();
}
