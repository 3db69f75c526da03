package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.List;

/** What {@link io.curlew.engineio.transport.Transport} is, without what needs a real network. */
interface ClientLink {

    void open();

    void write(List<EnginePacket> packets);

    void ping();

    void pause();

    void resume();

    void close();

    void abort();
}
