package io.curlew.engineio.transport;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.TransportType;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Creates transports. */
public final class Transports {
    private Transports() {}

    /**
     * Creates a transport that is not open yet.
     *
     * @param type which
     * @param sid the session to join; empty for a transport that starts one. Polling only starts sessions.
     * @param config where and how to connect
     * @param cookies shared with the socket's other transports
     * @param memory shared with the other sockets of the same builder
     * @param loop the transport's thread: its methods are called there, and its signals come there
     * @param offLoop runs what may block and has no place on a loop: name lookups, certificate checks
     * @param listener receives everything that happens
     * @throws IllegalArgumentException if the loop is not one of {@link Loops}, or the endpoint has no host
     */
    public static Transport create(
            TransportType type,
            Optional<String> sid,
            TransportConfig config,
            Cookies cookies,
            KeepAliveMemory memory,
            EventLoop loop,
            Executor offLoop,
            TransportListener listener) {
        return create(type, sid, config, cookies, memory, Loop.of(loop).netty(), offLoop, listener);
    }

    static Transport create(
            TransportType type,
            Optional<String> sid,
            TransportConfig config,
            Cookies cookies,
            KeepAliveMemory memory,
            io.netty.channel.EventLoop loop,
            Executor offLoop,
            TransportListener listener) {
        Connector connector = new Connector(type, config, config.target(), loop, offLoop);
        connector.bootstrap();
        return switch (type) {
            case POLLING -> polling(connector, cookies, memory, sid, listener);
            case WEBSOCKET -> new WebSocketTransport(connector, cookies, sid, listener);
        };
    }

    private static Transport polling(
            Connector connector,
            Cookies cookies,
            KeepAliveMemory memory,
            Optional<String> sid,
            TransportListener listener) {
        if (sid.isPresent()) {
            throw new IllegalArgumentException("Polling can't join a session");
        }
        return new PollingTransport(connector, cookies, memory, listener);
    }
}
