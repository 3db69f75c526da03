package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import java.util.List;

/** An event that is to be sent, as the application gave it and as it goes out. */
record Outgoing(Emission emission, List<EngineData> messages) {}
