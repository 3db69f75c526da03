package io.curlew.interop.socketio;

import io.curlew.interop.Ticks;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.curlew.interop.node.NodeException;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** npm's socket.io-client. */
final class NodeSocketIoClient implements ClientUnderTest {
    private final NodeProcess node = NodeProcess.shared("socketio-client.mjs");
    private final Object client;

    NodeSocketIoClient(URI uri, Transports transports) {
        this(uri, transports, false);
    }

    private NodeSocketIoClient(URI uri, Transports transports, boolean cookies) {
        client = node.ask(
                "open",
                Map.of(
                        "uri",
                        uri.toString(),
                        "transports",
                        transports.names(),
                        "delay",
                        RECONNECT_DELAY.toMillis(),
                        "cookies",
                        cookies));
    }

    /** Returns a client that keeps the cookies that it gets. */
    static NodeSocketIoClient withCookies(URI uri, Transports transports) {
        return new NodeSocketIoClient(uri, transports, true);
    }

    @Override
    public Joined join(String namespace, Map<String, ?> auth) {
        Map<?, ?> answer = (Map<?, ?>) ask("connect", namespace, Map.of("auth", auth));
        if (answer.get("refused") instanceof Map<?, ?> refused) {
            throw new Refused((String) refused.get("message"), refused.get("data"));
        }
        return new NodeJoined(namespace);
    }

    @Override
    public String transport() {
        return (String) node.ask("transport", Map.of("client", client));
    }

    @Override
    public void close() {
        node.ask("close", Map.of("client", client));
    }

    private Object ask(String command, String namespace, Map<String, ?> args) {
        Map<String, Object> all = new HashMap<>(args);
        all.put("client", client);
        all.put("namespace", namespace);
        return node.ask(command, all);
    }

    private final class NodeJoined implements Joined {
        private final String namespace;

        NodeJoined(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public void emit(String event, Object... args) {
            ask("emit", Map.of("event", event, "args", Arrays.asList(args)));
        }

        @Override
        public List<Object> call(Duration timeout, String event, Object... args) {
            try {
                return Values.asList(ask(
                        "call", Map.of("event", event, "args", Arrays.asList(args), "timeout", timeout.toMillis())));
            } catch (NodeException e) {
                throw new AckTimedOut(e);
            }
        }

        @Override
        public List<Object> next(String event) {
            return Values.asList(ask("next", Map.of("event", event)));
        }

        @Override
        public void answerQuestions() {
            ask("answerQuestions", Map.of());
        }

        @Override
        public Ticks tick() {
            return Ticks.of(
                    ask("tock", Map.of("burst", Ticks.BURST, "least", Ticks.LEAST, "more", Ticks.AFTER_UPGRADE)));
        }

        @Override
        public List<Object> miss(int count) {
            return Values.asList(ask("miss", Map.of("count", count)));
        }

        @Override
        public void disconnect() {
            ask("disconnect", Map.of());
        }

        @Override
        public String disconnected() {
            return (String) ask("disconnected", Map.of());
        }

        @Override
        public void connected() {
            ask("connected", Map.of());
        }

        private Object ask(String command, Map<String, ?> args) {
            return NodeSocketIoClient.this.ask(command, namespace, args);
        }
    }
}
