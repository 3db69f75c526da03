package io.curlew.interop.engineio;

import java.net.URI;

/** An Engine.IO server under test. Whatever it is, it behaves as {@code engineio-server.mjs} says. */
interface EngineServer extends AutoCloseable {

    /** How often its servers send a ping when the heartbeat is what is tested, in milliseconds. */
    int PING_INTERVAL = 50;
    /** How long they wait for the pong: never too short by accident. */
    int PING_TIMEOUT = 5000;

    /** Returns where to connect. */
    URI uri();

    /** Returns how many sessions are open. */
    int connections();

    /** Waits for the next session to end and returns why. */
    String left();

    @Override
    void close();
}
