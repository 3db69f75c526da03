package io.curlew.engineio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.transport.Cookies;
import io.curlew.engineio.transport.KeepAliveMemory;
import io.curlew.engineio.transport.TransportConfig;
import io.curlew.engineio.transport.Transports;
import java.util.concurrent.Executor;

/** Where transports come from: the network, or the memory of a test. */
@FunctionalInterface
interface Network {

    /**
     * Returns what makes the transports of one socket.
     *
     * @param loop the loop they live on
     * @param offLoop does what may block: resolving names
     */
    TransportOpener on(EventLoop loop, Executor offLoop);

    /** Returns the real one, for one socket, whose transports share its cookies. */
    static Network of(TransportConfig config, KeepAliveMemory memory) {
        Cookies cookies = Cookies.of(config);
        return (loop, offLoop) ->
                (type, sid, listener) -> Transports.create(type, sid, config, cookies, memory, loop, offLoop, listener);
    }
}
