import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.MultiTypeAckCallback;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * netty-socketio, with the events of {@code socketio-server.mjs} that every server can have. Usage: PORT
 * PING_INTERVAL_MILLIS
 */
final class NettySocketIoServer {
    /** What the arguments of an event are read as. More of them than these are not read at all. */
    private static final Class<?>[] ANYTHING = repeat(Object.class, 100);

    private static final Class<?>[] BYTES = {byte[].class, Object.class, byte[].class};

    private final SocketIONamespace namespace;
    private final Map<String, List<Object>> tocked = new ConcurrentHashMap<>();

    private NettySocketIoServer(SocketIONamespace namespace) {
        this.namespace = namespace;
    }

    public static void main(String[] args) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(args[0]));
        configuration.setPingInterval(Integer.parseInt(args[1]));
        configuration.setMaxFramePayloadLength(4_000_000);
        configuration.setMaxHttpContentLength(4_000_000);
        configuration.getSocketConfig().setReuseAddress(true);
        SocketIOServer server = new SocketIOServer(configuration);
        for (String name : List.of("", "/admin", "/guarded")) {
            new NettySocketIoServer(server.addNamespace(name)).behave();
        }
        server.getNamespace("/guarded").addAuthTokenListener((auth, client) -> guard((Map<?, ?>) auth));
        server.start();
    }

    private static AuthTokenResult guard(Map<?, ?> auth) {
        return "secret".equals(auth.get("token"))
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, Map.of("message", "not allowed", "data", Map.of("code", 401)));
    }

    private void behave() {
        on("echo", ANYTHING, (client, args, ack) -> client.sendEvent("echo", args));
        on("echo bytes", BYTES, (client, args, ack) -> client.sendEvent("echo", args));
        on("ask", ANYTHING, (client, args, ack) -> ack.sendAckData(args));
        on("ask bytes", BYTES, (client, args, ack) -> ack.sendAckData(args));
        on("list", BYTES, (client, args, ack) -> ack.sendAckData(new Object[] {list((byte[]) args[0])}));
        on(
                "auth",
                ANYTHING,
                (client, args, ack) -> ack.sendAckData(client.getHandshakeData().getAuthToken()));
        on("ask me", ANYTHING, (client, args, ack) -> question(client, args, ANYTHING));
        on("ask me bytes", BYTES, (client, args, ack) -> question(client, args, BYTES));
        on("send me", ANYTHING, this::send);
        on("tock", ANYTHING, (client, args, ack) -> tocked(client).add(args[0]));
        on("tocks", ANYTHING, (client, args, ack) -> ack.sendAckData(new Object[] {tocked(client)}));
        on("leave me", ANYTHING, (client, args, ack) -> client.disconnect());
    }

    private interface Listener {
        void onEvent(SocketIOClient client, Object[] args, AckRequest ack);
    }

    private void on(String event, Class<?>[] types, Listener listener) {
        namespace.addMultiTypeEventListener(
                event,
                (client, received, ack) ->
                        listener.onEvent(client, received.getArgs().toArray(), ack),
                types);
    }

    private void send(SocketIOClient client, Object[] args, AckRequest ack) {
        for (int number = 0; number < (Integer) args[0]; number++) {
            Object[] sent = args.clone(); // is written later
            sent[0] = number;
            client.sendEvent("sent", sent);
        }
    }

    private static List<Integer> list(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(i -> bytes[i] & 0xFF).toList();
    }

    private static void question(SocketIOClient client, Object[] args, Class<?>[] types) {
        client.sendEvent(
                "question",
                new MultiTypeAckCallback(types) {
                    @Override
                    public void onSuccess(MultiTypeArgs answer) {
                        client.sendEvent("answered", answer.getArgs().toArray());
                    }
                },
                args);
    }

    private List<Object> tocked(SocketIOClient client) {
        return tocked.computeIfAbsent(client.getSessionId().toString(), id -> new CopyOnWriteArrayList<>());
    }

    private static Class<?>[] repeat(Class<?> type, int times) {
        Class<?>[] types = new Class<?>[times];
        Arrays.fill(types, type);
        return types;
    }
}
