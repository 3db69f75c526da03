package io.curlew.interop.socketio;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.TickSource;
import io.curlew.interop.Values;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What {@code behave} is in {@code socketio-server.mjs}. */
final class ServerBehaviour {
    private final ServerSocket socket;
    private final List<Integer> tocks = new ArrayList<>();

    private final List<Integer> noted;
    private final List<String> keys = new ArrayList<>();

    private ServerBehaviour(ServerSocket socket, List<Integer> noted) {
        this.socket = socket;
        this.noted = noted;
    }

    /** @param noted what this server was told to note, over whatever connection */
    static void on(ServerSocket socket, List<Integer> noted) {
        new ServerBehaviour(socket, noted).start();
    }

    private void start() {
        socket.on("echo", event -> socket.emit("echo", args(event)));
        socket.on("ask", event -> event.ack(args(event)));
        socket.on("never answer", event -> {});
        socket.on("auth", event -> event.ack(socket.auth().map(Values::of).orElse(Map.of())));
        socket.on(
                "transport", event -> event.ack(socket.connection().transport().wireName()));
        socket.on("ask me", this::question);
        socket.on("ask me for", this::questionInTime);
        socket.on("leave me", event -> socket.disconnect());
        socket.on("hang up", event -> socket.connection().close());
        socket.on("cut", event -> socket.dropConnection());
        socket.on("send me", this::sendMany);
        socket.on("miss", event -> miss(event.args().get(0, int.class)));
        socket.on("shout", event -> {
            String text = "x".repeat(event.args().get(0, int.class));
            socket.namespace().emitVolatile("shouted", text);
        });
        socket.on(
                "tick me",
                event -> tick(event.args().get(0, int.class), event.args().get(1, int.class)));
        socket.on("tock", event -> tocks.add(event.args().get(0, int.class)));
        socket.on("tocks", event -> event.ack(tocks));
        socket.on("note", event -> {
            noted.add(event.args().get(0, int.class));
            answer(event);
        });
        socket.on("note with", event -> noted.add(event.args().get(0, int.class)));
        socket.on("note and cut", this::noteAndCut);
        socket.on("note until", this::noteUntil);
        socket.on("noted", event -> event.ack(List.copyOf(noted)));
        socket.on("received", event -> event.ack(List.copyOf(noted)));
    }

    /** So many numbers at once, with what else came. */
    private void sendMany(ServerEvent event) {
        Object[] args = args(event);
        int count = (int) args[0];
        for (int number = 0; number < count; number++) {
            args[0] = number;
            socket.emit("sent", args);
        }
    }

    /** What is sent between the loss of the connection and the next one. */
    private void miss(int count) {
        socket.onDisconnect(reason -> {
            for (int number = 0; number < count; number++) {
                socket.emit("missed", number);
            }
        });
        socket.dropConnection();
    }

    private void noteAndCut(ServerEvent event) {
        int number = event.args().get(0, int.class);
        boolean first = !noted.contains(number);
        noted.add(number);
        if (first) {
            socket.dropConnection();
        } else {
            answer(event);
        }
    }

    private void noteUntil(ServerEvent event) {
        int attempt = event.args().get(0, int.class);
        int number = event.args().get(1, int.class);
        noted.add(number);
        keys.add(event.args().get(2, String.class));
        if (Collections.frequency(noted, number) >= attempt) {
            event.ack(List.copyOf(keys));
        }
    }

    private static void answer(ServerEvent event) {
        if (event.wantsAck()) {
            event.ack();
        }
    }

    private void question(ServerEvent event) {
        var unused = socket.emitWithAck("question", args(event))
                .thenAccept(answer -> socket.emit("answered", Values.of(answer).toArray()));
    }

    private void questionInTime(ServerEvent event) {
        Duration timeout = Duration.ofMillis(event.args().get(0, int.class));
        var unused = socket.emitWithAck(timeout, "question").whenComplete((answer, late) -> {
            socket.emit(late == null ? "answered" : "not answered");
        });
    }

    private void tick(int least, int more) {
        TickSource ticks = new TickSource(
                least,
                more,
                () -> socket.connection().transport() == TransportType.WEBSOCKET,
                number -> socket.emit("tick", number),
                number -> socket.emit("ticked", number));
        socket.onDisconnect(reason -> ticks.stop());
        ticks.start();
    }

    private static Object[] args(ServerEvent event) {
        return Values.of(event.args()).toArray();
    }
}
