package io.curlew.interop.socketio;

import io.curlew.interop.Ticks;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.curlew.interop.node.NodeProcess;
import io.curlew.interop.node.ScriptException;
import io.curlew.interop.node.ScriptProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client in another language, in a program that does what {@code socketio-client.mjs} does. */
final class ScriptedClient implements ClientUnderTest {
    private final ScriptProcess script;
    private final Object client;
    private final Runnable end;

    /** @param options what else this program wants to know */
    ScriptedClient(ScriptProcess script, URI uri, Transports transports, Map<String, ?> options) {
        this(script, uri, transports, options, () -> {});
    }

    private ScriptedClient(ScriptProcess script, URI uri, Transports transports, Map<String, ?> options, Runnable end) {
        this.script = script;
        this.end = end;
        Map<String, Object> all = new HashMap<>(options);
        all.put("uri", uri.toString());
        all.put("transports", transports.names());
        all.put("delay", RECONNECT_DELAY.toMillis());
        client = script.ask("open", all);
    }

    /** Returns the only client of this process, which ends with it. */
    static ScriptedClient ofItsOwnProcess(ScriptProcess script, URI uri, Transports transports) {
        return new ScriptedClient(script, uri, transports, Map.of(), script::close);
    }

    /** Returns npm's socket.io-client. */
    static ScriptedClient node(URI uri, Transports transports) {
        return new ScriptedClient(NodeProcess.shared("socketio-client.mjs"), uri, transports, Map.of());
    }

    /** Returns npm's socket.io-client, which keeps the cookies that it gets. */
    static ScriptedClient nodeWithCookies(URI uri, Transports transports) {
        return new ScriptedClient(NodeProcess.shared("socketio-client.mjs"), uri, transports, Map.of("cookies", true));
    }

    @Override
    public Joined join(String namespace, Map<String, ?> auth) {
        Map<?, ?> answer = (Map<?, ?>) ask("connect", namespace, Map.of("auth", auth));
        if (answer.get("refused") instanceof Map<?, ?> refused) {
            throw new Refused((String) refused.get("message"), refused.get("data"));
        }
        return new ScriptedJoined(namespace);
    }

    @Override
    public String transport() {
        return (String) script.ask("transport", Map.of("client", client));
    }

    @Override
    public void close() {
        script.ask("close", Map.of("client", client));
        end.run();
    }

    private Object ask(String command, String namespace, Map<String, ?> args) {
        Map<String, Object> all = new HashMap<>(args);
        all.put("client", client);
        all.put("namespace", namespace);
        return script.ask(command, all);
    }

    private final class ScriptedJoined implements Joined {
        private final String namespace;

        ScriptedJoined(String namespace) {
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
            } catch (ScriptException e) {
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
            return ScriptedClient.this.ask(command, namespace, args);
        }
    }
}
