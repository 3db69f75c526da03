package io.curlew.examples;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.BadPacket;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.HttpReply;
import io.curlew.testserver.Rule;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The code of the page on the test server. */
final class TestServerGuide {
    private TestServerGuide() {}

    static void crashing(TestServer server) {
        // example: a client that crashes
        server.namespace("/")
                .onConnection(socket -> socket.on("crash", event -> {
                    socket.onDisconnect(reason -> socket.emit("missed", 1));
                    socket.dropConnection();
                }));
        // end
    }

    static void answers(TestServer server) {
        // example: answers without a handler
        server.on("sum").reply(3);
        server.on("subscribe")
                .reply("ok")
                .emit("tick", 1)
                .after(Duration.ofMillis(10))
                .emit("tick", 2);
        server.on("login").reply("wrong").then().reply("welcome"); // from the second on
        server.on("lost").neverReply();
        server.on("doubled").reply(3).reply(3); // the answer comes twice
        server.on("late").disconnect().reply(3); // and after the end
        server.on("outage").dropConnection();
        // end
    }

    static void routes(TestServer server) {
        // example: HTTP beside Socket.IO
        server.route("GET /config", HttpReply.json("{\"path\":\"/socket.io/\"}"));
        server.route(
                "POST /login",
                request -> request.body().contains("ada") ? HttpReply.text("token") : HttpReply.status(401));
        // end
    }

    static void rooms(TestServer server) {
        // example: rooms and middleware
        server.onConnection(socket -> {
            socket.join("lobby");
            socket.data().put("since", System.nanoTime());
            socket.on("say", event -> socket.to("lobby").emit("said", event.args())); // to all others in the room
            socket.on("echo", event -> event.ack(event.args())); // the arguments as they came
        });
        server.namespace("/admin").use(socket -> {
            if (socket.auth().isEmpty()) {
                throw new ConnectRefusedException("not you", Map.of("code", 401));
            }
        });
        server.namespaces(Pattern.compile("/game-\\d+"), game -> game.on("move").reply("ok"));
        // end
    }

    static int broadcast(TestServer server, ServerSocket socket) {
        // example: to some of the clients
        server.to("lobby").except(socket.id()).emit("news", 1);
        List<Args> answers =
                server.to("lobby").emitWithAck(Duration.ofSeconds(10), "ready?").join(); // of all in the room
        // end
        return answers.size();
    }

    static void rules(TestServer server) {
        // example: faults by rule
        server.rule(Rule.handshakes().next(2).answered(HttpReply.status(503).withHeader("retry-after", "1")));
        server.rule(Rule.polls().after(3).next(1).reset()); // the fourth GET
        server.rule(Rule.posts().oneIn(10, 42).forgotten()); // about every tenth, the same ones for the same seed
        server.rule(Rule.upgrades().stalled());
        server.rule(Rule.answers().next(1).delayed(Duration.ofMillis(50)));
        server.clearRules();
        // end
    }

    static void rulesOfAConnection(TestServer server) {
        // example: faults of one connection
        ServerSocket socket = server.awaitConnection();
        socket.connection().rule(Rule.sent().dropped()); // a black hole: this client hears nothing any more
        socket.connection().rule(Rule.received().dropped()); // the other way
        socket.connection().clearRules().send(BadPacket.EVENT_WITHOUT_NAME);
        server.rule(Rule.probes().next(1).replacedBy("3wrong"));
        server.rule(Rule.handshakes().next(1).answered(HttpReply.html("<h1>Welcome to the hotel</h1>")));
        // end
    }

    static void outage(TestServer server) {
        // example: an outage
        server.stop(); // close frames, answers to waiting GETs, then nobody listens
        server.start(); // on the same port, with the same namespaces, handlers and journal
        server.restart(); // both
        server.crash(); // resets every connection and closes the port, as kill -9 does
        server.start();
        // end
    }
}
