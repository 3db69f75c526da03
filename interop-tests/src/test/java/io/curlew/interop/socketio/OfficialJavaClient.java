package io.curlew.interop.socketio;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;

import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;

/** {@code io.socket:socket.io-client}. */
final class OfficialJavaClient implements ClientUnderTest {
    private final Manager manager;
    private final List<Socket> sockets = new ArrayList<>();

    OfficialJavaClient(URI uri, Transports transports) {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.names().toArray(String[]::new))
                .setReconnectionDelay(RECONNECT_DELAY.toMillis())
                .setReconnectionDelayMax(RECONNECT_DELAY.toMillis())
                .build();
        manager = new Manager(uri, options);
    }

    /** @param auth texts only: its options take no others */
    @Override
    public Joined join(String namespace, Map<String, ?> auth) {
        Manager.Options options = new Manager.Options();
        options.auth = auth.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> (String) entry.getValue()));
        Socket socket = manager.socket(namespace, options);
        sockets.add(socket);
        JavaJoined joined = new JavaJoined(socket);
        CompletableFuture<Map<?, ?>> refusal = new CompletableFuture<>();
        socket.once(Socket.EVENT_CONNECT, args -> refusal.complete(Map.of()));
        socket.once(Socket.EVENT_CONNECT_ERROR, args -> refusal.complete((Map<?, ?>) fromJava(args[0])));
        socket.connect();
        Map<?, ?> refused = refusal.orTimeout(60, SECONDS).join();
        if (refused.get("message") instanceof String message) {
            throw new Refused(message, refused.get("data"));
        }
        return joined;
    }

    @Override
    public String transport() {
        throw new UnsupportedOperationException("it does not tell");
    }

    @Override
    public void close() {
        sockets.forEach(Socket::close); // which goes on to say goodbye, on threads of its library
    }

    /** Returns the value as this client takes it. */
    private static Object toJava(Object value) {
        if (value instanceof ByteBuffer bytes) {
            return Values.bytes(bytes);
        }
        if (value instanceof Map<?, ?> map) {
            JSONObject object = new JSONObject();
            map.forEach((key, member) -> object.put((String) key, toJava(member)));
            return object;
        }
        if (value instanceof List<?> list) {
            JSONArray array = new JSONArray();
            list.forEach(element -> array.put(toJava(element)));
            return array;
        }
        return value == null ? JSONObject.NULL : value;
    }

    /** Returns what this client meant by the value. */
    private static Object fromJava(Object value) {
        if (value instanceof JSONObject object) {
            Map<String, Object> map = new HashMap<>();
            object.keySet().forEach(key -> map.put(key, fromJava(object.get(key))));
            return map;
        }
        if (value instanceof JSONArray array) {
            return listFromJava(IntStream.range(0, array.length()).mapToObj(array::get));
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return value instanceof BigDecimal number ? number.doubleValue() : JSONObject.NULL.equals(value) ? null : value;
    }

    private static List<Object> listFromJava(Stream<Object> values) {
        List<Object> list = new ArrayList<>(); // which may hold nulls
        values.forEach(value -> list.add(fromJava(value)));
        return list;
    }

    private static final class JavaJoined implements Joined {
        private final Map<String, Mailbox<List<Object>>> events = new ConcurrentHashMap<>();
        private final Mailbox<String> disconnections = new Mailbox<>("disconnect");
        private final Mailbox<Object> connections = new Mailbox<>("connect");
        private final Socket socket;

        JavaJoined(Socket socket) {
            this.socket = socket;
            socket.on(Socket.EVENT_CONNECT, args -> connections.put("connected"));
            socket.on(Socket.EVENT_DISCONNECT, args -> disconnections.put((String) args[0]));
            socket.onAnyIncoming(args ->
                    arrived((String) args[0]).put(listFromJava(Stream.of(args).skip(1))));
        }

        private Mailbox<List<Object>> arrived(String event) {
            return events.computeIfAbsent(event, Mailbox::new);
        }

        @Override
        public void emit(String event, Object... args) {
            socket.emit(event, toJava(args), null);
        }

        private static Object[] toJava(Object... args) {
            return Arrays.stream(args).map(OfficialJavaClient::toJava).toArray();
        }

        @Override
        public List<Object> call(Duration timeout, String event, Object... args) {
            CompletableFuture<List<Object>> answer = new CompletableFuture<>();
            socket.emit(event, toJava(args), values -> answer.complete(listFromJava(Stream.of(values))));
            return answer.orTimeout(timeout.toMillis(), MILLISECONDS).join();
        }

        @Override
        public List<Object> next(String event) {
            return arrived(event).take();
        }

        @Override
        public void answerQuestions() {
            socket.on("question", args -> {
                int last = args.length - 1;
                // It gives nulls as nulls, and then can't send them beside bytes.
                ((Ack) args[last]).call(toJava(Arrays.copyOf(args, last)));
            });
        }

        @Override
        public void disconnect() {
            socket.disconnect();
        }

        @Override
        public String disconnected() {
            return disconnections.take();
        }

        @Override
        public void connected() {
            connections.take();
        }
    }
}
