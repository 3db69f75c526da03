package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * Runs most commands once, so that the launcher can make an archive of the classes that they need. It is no command:
 * the launcher alone starts it.
 */
final class Training {
    private Training() {}

    public static void main(String[] args) {
        Curlew.startFaster();
        run("--version");
        run("--help");
        run("demo");
        try (TestServer server = TestServer.builder().build();
                EngineTestServer engine = TestServer.builder().buildEngine()) {
            server.namespace("/").onConnection(socket -> {
                socket.emit("hello", "world");
                socket.on("echo", event -> event.ack(event.args()));
            });
            String url = server.start().uri().toString();
            engine.onConnection(connection -> connection.send("hello")).start();
            run("call", url, "echo", "1", "text", "{\"a\":[1,true,null]}", "b64:AAEC");
            run("emit", url, "event", "{\"a\":1}");
            run("listen", url, "--count", "1");
            run("listen", url, "--count", "1", "--pretty", "--time");
            run("engine", engine.uri().toString(), "--count", "1");
            run("call", "http://127.0.0.1:1", "event"); // what cannot be reached has classes of its own
        }
        System.exit(ExitCode.DONE);
    }

    private static void run(String... args) {
        PrintWriter err = new PrintWriter(OutputStream.nullOutputStream(), true, UTF_8);
        int unused = new Curlew(Streams.to(Output.to(OutputStream.nullOutputStream()), err)).run(args);
    }
}
