package io.curlew.interop.socketio;

import io.curlew.interop.LastingPort;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Values;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.net.URI;
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
    private final Mailbox<String> left = new Mailbox<>("client that leaves");
    private final List<Integer> noted = new CopyOnWriteArrayList<>();
    private final int port = LastingPort.next();
    private final Consumer<TestServer.Builder> settings;
    private final ScheduledExecutorService broadcasts = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broadcasts");
        thread.setDaemon(true);
        return thread;
    });
    private TestServer server;

    CurlewSocketIoServer() {
        this(server -> server.maxPayload(MAX_MESSAGE).pingInterval(PING_INTERVAL));
    }

    /** A server with the default settings, but for those. */
    CurlewSocketIoServer(Consumer<TestServer.Builder> settings) {
        this.settings = settings;
        server = listen();
    }

    private TestServer listen() {
        TestServer.Builder builder = TestServer.builder().port(port);
        settings.accept(builder);
        TestServer listening = builder.build();
        listening.namespace("/").onConnection(this::behave);
        listening.namespace("/admin").onConnection(this::behave);
        listening.namespace("/guarded").onConnection(this::behave).use(CurlewSocketIoServer::guard);
        return listening.start();
    }

    private void behave(ServerSocket socket) {
        ServerBehaviour.on(socket, noted);
        socket.on("broadcast", event -> broadcast(socket, event.args().get(0, int.class)));
        socket.onDisconnect(reason -> left.put(socket.namespace().name() + ": " + reason.text()));
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

    @Override
    public URI uri() {
        return server.uri();
    }

    @Override
    public int connections() {
        return server.connections().size();
    }

    @Override
    public String left() {
        return left.take();
    }

    @Override
    public void reopen() {
        server = listen();
    }

    @Override
    public void close() {
        broadcasts.shutdownNow();
        server.close();
    }
}
