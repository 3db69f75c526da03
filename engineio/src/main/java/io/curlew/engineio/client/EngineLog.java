package io.curlew.engineio.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a socket logs: under the name of the class that programs know, whichever of its parts has something to say. */
final class EngineLog {
    static final Logger LOG = LoggerFactory.getLogger("io.curlew.engineio.client.EngineSocket");

    private EngineLog() {}
}
