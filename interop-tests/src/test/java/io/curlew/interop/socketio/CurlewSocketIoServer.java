package io.curlew.interop.socketio;

import io.curlew.interop.Values;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Our own server, with the behaviour of {@code socketio-server.mjs}. */
final class CurlewSocketIoServer implements SocketIoServer {
    private final List<Integer> noted = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService broadcasts = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broadcasts");
        thread.setDaemon(true);
        return thread;
    });
    private final TestServer server;

    CurlewSocketIoServer() {
        this(server -> server.maxPayload(MAX_MESSAGE).pingInterval(PING_INTERVAL));
    }

    /** A server with the default settings, but for those. */
    CurlewSocketIoServer(Consumer<TestServer.Builder> settings) {
        TestServer.Builder builder =
                TestServer.builder().port(LastingPorts.INTEROP.next()).usualWait(Duration.ofMinutes(1));
        settings.accept(builder);
        server = builder.build();
        server.namespace("/").onConnection(this::behave);
        server.namespace("/admin").onConnection(this::behave);
        server.namespace("/guarded").onConnection(this::behave).use(CurlewSocketIoServer::guard);
        server.start();
    }

    private void behave(ServerSocket socket) {
        ServerBehaviour.on(socket, noted);
        socket.on("broadcast", event -> broadcast(socket, event.args().get(0, int.class)));
    }

    /** So many numbers a second, to everybody in the namespace, for as long as the server lives. */
    private void broadcast(ServerSocket socket, int perSecond) {
        long start = System.nanoTime();
        AtomicInteger number = new AtomicInteger();
        var unused = broadcasts.scheduleAtFixedRate(
                () -> {
                    long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
                    while (number.get() < due) {
                        socket.namespace().emit("broadcast", number.getAndIncrement());
                    }
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
    }

    private static void guard(ServerSocket socket) {
        boolean known = socket.auth()
                .map(Values::of)
                .filter(auth -> "secret".equals(((Map<?, ?>) auth).get("token")))
                .isPresent();
        if (!known) {
            throw new ConnectRefusedException("not allowed", Map.of("code", 401, "why", List.of("token")));
        }
    }

    TestServer testServer() {
        return server;
    }

    @Override
    public URI uri() {
        return server.uri();
    }

    @Override
    public int connections() {
        return server.connections().size();
    }

    @Override
    public String left(String namespace) {
        return server.namespace(namespace).awaitConnection().awaitDisconnect().text();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void reopen() {
        server.start();
    }

    @Override
    public void close() {
        broadcasts.shutdownNow();
        server.close();
    }
}
