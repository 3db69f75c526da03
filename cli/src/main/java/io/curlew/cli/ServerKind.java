package io.curlew.cli;

import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.stream.Stream;

/** Another server whose habits can be tried. */
enum ServerKind {
    /** Takes 16 packets a POST, drops a body with more, and answers as if it had not. */
    PYTHON_ENGINEIO("python-engineio") {
        @Override
        void applyTo(TestServer.Builder builder) {
            builder.maxPacketsPerPost(16);
        }
    };

    private final String title;

    ServerKind(String title) {
        this.title = title;
    }

    abstract void applyTo(TestServer.Builder builder);

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
                .orElseThrow(
                        () -> new WrongUsage("not a server whose habits are known: " + String.join(", ", titles())));
    }
}
