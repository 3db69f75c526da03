package io.curlew.interop.engineio;

import io.curlew.interop.Ticks;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** npm's engine.io-client. */
final class NodeEngineClient implements EngineClient {
    private final NodeProcess node = NodeProcess.shared("engineio-client.mjs");
    private final Object client;

    NodeEngineClient(URI uri, Transports transports) {
        client = node.ask("open", Map.of("uri", uri.toString(), "transports", transports.names()));
    }

    @Override
    public void send(Object data) {
        ask("send", Map.of("data", data));
    }

    @Override
    public Object next() {
        return ask("next", Map.of());
    }

    @Override
    public void pinged() {
        ask("ping", Map.of());
    }

    @Override
    public String transport() {
        return (String) ask("transport", Map.of());
    }

    @Override
    public Ticks tick() {
        return Ticks.of(ask("tock", Map.of("burst", Ticks.BURST, "least", Ticks.LEAST, "more", Ticks.AFTER_UPGRADE)));
    }

    @Override
    public String closed() {
        return (String) ask("closed", Map.of());
    }

    @Override
    public void close() {
        ask("close", Map.of());
    }

    private Object ask(String command, Map<String, ?> args) {
        Map<String, Object> all = new HashMap<>(args);
        all.put("client", client);
        return node.ask(command, all);
    }
}
