package io.curlew.cli;

import static io.curlew.cli.Step.check;
import static java.time.Duration.ofMillis;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.ServerDisconnectReason;
import io.curlew.testserver.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** What one client shows on one way to connect: all checks look at what the other side has seen. */
final class Tour implements AutoCloseable {
    private static final String TEXT = "Grüße, 世界 🐦";
    private static final byte[] BYTES = everyByte();

    private final TransportChoice transport;
    private final DemoServer server;
    private final SocketIoClient client;
    private final Socket main;
    private final Socket admin;
    private final CompletableFuture<TransportType> upgraded = new CompletableFuture<>();
    private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Disconnection> disconnections = new LinkedBlockingQueue<>();

    /** The server's side of each namespace. */
    private final Map<String, ServerSocket> peers = new ConcurrentHashMap<>();

    Tour(TransportChoice transport, DemoServer server) {
        this.transport = transport;
        this.server = server;
        SocketIoClientBuilder builder = SocketIoClient.builder(server.uri())
                .engine(engine -> engine.onUpgrade(upgraded::complete))
                .reconnection(Backoff.fixed(ofMillis(50)));
        transport.applyTo(builder);
        client = builder.build();
        main = client.socket("/");
        admin = client.socket("/admin");
        main.on("news", received::add);
        main.on("double", event -> event.ack(2 * event.args().get(0, int.class)));
        main.onDisconnect(disconnections::add);
    }

    List<Step> steps() {
        return List.of(
                new Step("connect", this::connect),
                new Step("emit text", this::emitText),
                new Step("emit binary", this::emitBinary),
                new Step("receive text and binary", this::receive),
                new Step("ask the server", this::askServer),
                new Step("be asked by the server", this::answerServer),
                new Step("use a second namespace", this::secondNamespace),
                new Step("survive a lost connection", this::reconnect),
                new Step("close", this::closeClient));
    }

    private String connect() throws Exception {
        main.connect().get();
        ServerSocket peer = join("/");
        check("the id", peer.id(), main.id().orElse(""));
        check("the first transport", transport.first(), peer.request().transport());
        if (!transport.upgrades()) {
            return "joined / over " + transport.first();
        }
        check("the second transport", transport.last(), upgraded.get());
        return "joined / over " + transport.first() + ", moved to " + transport.last();
    }

    private String emitText() throws Exception {
        main.emit("keep", TEXT);
        check("the text", TEXT, peer("/").awaitEvent("keep").args().get(0, String.class));
        return "the server got " + TEXT;
    }

    private String emitBinary() throws Exception {
        main.emit("keep", Map.of("bytes", BYTES));
        Map<String, byte[]> arrived = peer("/").awaitEvent("keep").args().get(0, new TypeRef<>() {});
        check("the binary", BYTES, arrived.getOrDefault("bytes", new byte[0]));
        return "the server got " + BYTES.length + " bytes inside an object";
    }

    private String receive() throws Exception {
        peer("/").emit("news", TEXT, BYTES);
        Args news = received.take().args();
        check("the text", TEXT, news.get(0, String.class));
        check("the binary", BYTES, news.get(1, byte[].class));
        return "the client got the same from the server";
    }

    private String askServer() throws Exception {
        Args answer = main.emitWithAck("sum", 19, 23).get();
        check("the ack", 42, answer.get(0, int.class));
        return "19 + 23 = 42, says the server's ack";
    }

    private String answerServer() throws Exception {
        Args answer = peer("/").emitWithAck("double", 21).get();
        check("the ack", 42, answer.get(0, int.class));
        return "2 * 21 = 42, says the client's ack";
    }

    private String secondNamespace() throws Exception {
        admin.connect().get();
        ServerSocket adminPeer = join("/admin");
        check(
                "the connections are the same",
                true,
                adminPeer.connection() == peer("/").connection());
        admin.emit("keep", "for admins");
        check("the text", "for admins", adminPeer.awaitEvent("keep").args().get(0, String.class));
        return "/admin works over the same connection";
    }

    /** The answer to a question comes when the client is back, after which both sides know of each other. */
    private String reconnect() throws Exception {
        String oldId = peer("/").id();
        peer("/").dropConnection();
        Disconnection lost = disconnections.take();
        check("it will reconnect", true, lost.willReconnect());
        askServer();
        for (String namespace : DemoServer.NAMESPACES) {
            peer(namespace).awaitDisconnect();
            ServerSocket unused = join(namespace);
        }
        check("the id is a new one", false, main.id().orElse("").equals(oldId));
        return "\"" + lost.reason() + "\", then both namespaces were back";
    }

    private String closeClient() throws Exception {
        client.close();
        for (String namespace : DemoServer.NAMESPACES) {
            ServerDisconnectReason reason = peer(namespace).awaitDisconnect();
            check("the reason", ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT, reason);
        }
        return "the server saw the client leave both namespaces";
    }

    /** Waits until the client has joined, and keeps the server's side. */
    private ServerSocket join(String namespace) {
        ServerSocket joined = server.awaitConnection(namespace);
        peers.put(namespace, joined);
        return joined;
    }

    private ServerSocket peer(String namespace) {
        return Optional.ofNullable(peers.get(namespace)).orElseThrow();
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Override
    public void close() {
        client.close();
    }
}
