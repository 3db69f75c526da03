package io.curlew.interop.emitter;

import io.curlew.interop.servers.Installed;
import io.curlew.interop.servers.ServerProcess;
import io.curlew.testsupport.LastingPorts;
import java.util.stream.Stream;

/** Redis, on a port of its own, which keeps nothing. */
final class RedisServer implements AutoCloseable {
    private static final String[] KEEPS_NOTHING = {"--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--port"};

    private final int port = LastingPorts.INTEROP.next();
    private final ServerProcess process;

    RedisServer() {
        Object[] command = Stream.of(
                        Stream.of(Installed.program("redis-server")), Stream.of(KEEPS_NOTHING), Stream.of(port))
                .flatMap(words -> words)
                .toArray();
        process = new ServerProcess("redis-" + port, port, command);
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    void restart() {
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
