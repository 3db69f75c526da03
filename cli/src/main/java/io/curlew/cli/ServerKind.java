package io.curlew.cli;

import io.curlew.testserver.OtherServer;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.stream.Stream;

/** Another server whose habits can be tried, as the command names it. */
enum ServerKind {
    PYTHON_ENGINEIO("python-engineio", OtherServer.PYTHON_ENGINEIO),
    NETTY_SOCKETIO("netty-socketio", OtherServer.NETTY_SOCKETIO);

    private final String title;
    private final OtherServer server;

    ServerKind(String title, OtherServer server) {
        this.title = title;
        this.server = server;
    }

    void applyTo(TestServer.Builder builder) {
        builder.like(server);
    }

    @Override
    public String toString() {
        return title;
    }

    /** Returns what the shells offer. */
    static List<String> titles() {
        return Stream.of(values()).map(ServerKind::toString).toList();
    }

    static ServerKind titled(String text) {
        return Stream.of(values())
                .filter(kind -> kind.title.equals(text))
                .findFirst()
                .orElseThrow(() -> new WrongUsage("not one of " + String.join(", ", titles())));
    }
}
