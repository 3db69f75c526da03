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

/** Our own server, with the behaviour of {@code socketio-server.mjs}. */
final class CurlewSocketIoServer implements SocketIoServer {
    private final Mailbox<String> left = new Mailbox<>("client that leaves");
    private final List<Integer> noted = new CopyOnWriteArrayList<>();
    private final int port = LastingPort.next();
    private TestServer server;

    CurlewSocketIoServer() {
        server = listen();
    }

    private TestServer listen() {
        TestServer listening = TestServer.builder()
                .port(port)
                .maxPayload(MAX_MESSAGE)
                .pingInterval(PING_INTERVAL)
                .build();
        listening.namespace("/").onConnection(this::behave);
        listening.namespace("/admin").onConnection(this::behave);
        listening.namespace("/guarded").onConnection(this::behave).use(CurlewSocketIoServer::guard);
        return listening.start();
    }

    private void behave(ServerSocket socket) {
        ServerBehaviour.on(socket, noted);
        socket.onDisconnect(reason -> left.put(socket.namespace().name() + ": " + reason.text()));
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
        server.close();
    }
}
