package io.curlew.testserver;

/** Who hears that sessions begin and end. */
interface SessionWatch {

    void opened(EngineConnection connection);

    void closed(EngineConnection connection);
}
