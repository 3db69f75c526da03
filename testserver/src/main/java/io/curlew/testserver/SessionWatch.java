package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;

/** Who hears that sessions begin and end. */
interface SessionWatch {

    void opened(EngineConnection connection);

    /** A WebSocket has taken over. */
    void upgraded(EngineConnection connection);

    void closed(EngineConnection connection, EngineClose close);
}
