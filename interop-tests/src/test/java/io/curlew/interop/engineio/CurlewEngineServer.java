package io.curlew.interop.engineio;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.TickSource;
import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Our own server, with the behaviour of {@code engineio-server.mjs}. */
final class CurlewEngineServer implements EngineServer {
    private final Map<EngineConnection, List<Integer>> tocks = new ConcurrentHashMap<>();
    private final EngineTestServer server;

    CurlewEngineServer(Duration pingInterval) {
        this(TestServer.builder().pingInterval(pingInterval));
    }

    CurlewEngineServer(TestServer.Builder settings) {
        server = settings.usualWait(Duration.ofMinutes(1)).buildEngine();
        server.onConnection(this::behave).start();
    }

    private void behave(EngineConnection connection) {
        tocks.put(connection, new CopyOnWriteArrayList<>());
        connection.onMessage(data -> {
            if (data.isText() && data.text().startsWith("!")) {
                asked(connection, data.text().substring(1).split(" ", -1), tocks.get(connection));
            } else {
                connection.send(data);
            }
        });
    }

    private static void asked(EngineConnection connection, String[] words, List<Integer> tocks) {
        switch (words[0]) {
            case "close" -> connection.close();
            case "cut" -> connection.dropConnection();
            case "tick" -> tick(connection, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "tock" -> tocks.add(Integer.valueOf(words[1]));
            case "tocks" -> connection.send(EngineData.text(tocks.toString()));
            case "transport" -> connection.send(connection.transport().wireName());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void tick(EngineConnection connection, int least, int more) {
        TickSource ticks = new TickSource(
                least,
                more,
                () -> connection.transport() == TransportType.WEBSOCKET,
                number -> connection.send("tick " + number),
                number -> connection.send("ticked " + number));
        connection.onClose(close -> ticks.stop());
        ticks.start();
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
    public Left left() {
        EngineConnection next = server.awaitConnection();
        return new Left(next.awaitClose().reason().text(), tocks.get(next));
    }

    @Override
    public void close() {
        server.close();
    }
}
