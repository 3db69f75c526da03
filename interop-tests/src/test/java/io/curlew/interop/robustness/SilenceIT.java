package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program shows that looks at no failure, with a log and without one. */
class SilenceIT {

    @Test
    @Tag("N28")
    void aServerThatIsDownIsSeenInTheLog() throws Exception {
        assertThat(run(closedPort(), path -> true))
                .containsPattern("WARN io.curlew.socketio.client.SocketIoClient.connection - Could not connect to"
                        + " http://localhost:\\d+: polling, connect: .*refused");
    }

    @Test
    @Tag("N29")
    void withoutALogAServerThatIsDownIsSeenOnce() throws Exception {
        assertThat(run(closedPort(), SilenceIT::isNoProvider))
                .containsOnlyOnce("curlew: Could not connect to http://localhost:")
                .contains("printed once, since SLF4J has no provider");
    }

    @Test
    @Tag("N29")
    void withoutALogWhatAListenerThrowsGoesWhereJavaPutsIt() throws Exception {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/")
                    .onConnection(socket -> socket.on("tick", event -> {
                        socket.emit("tick");
                        socket.emit("tock"); // comes when all is done about the one before
                    }));
            server.namespace("/guarded").use(socket -> {
                throw new ConnectRefusedException("not allowed");
            });
            server.start();
            assertThat(run("http://localhost:" + server.port(), SilenceIT::isNoProvider))
                    .contains("Exception in thread", "java.lang.IllegalArgumentException: thrown by a listener")
                    .containsOnlyOnce(
                            "curlew: The server refuses the namespace /guarded: not allowed (http://localhost:")
                    .contains(", not trying again)");
        }
    }

    private static boolean isNoProvider(String path) {
        return !path.contains("slf4j-simple");
    }

    private static String closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return "http://localhost:" + free.getLocalPort();
        }
    }

    /** Runs the program and returns its standard error. */
    private static String run(String url, java.util.function.Predicate<String> classPath) throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPath)
                .collect(Collectors.joining(File.pathSeparator));
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=info", // another module's file says otherwise
                        "-cp",
                        path,
                        LonelyProgram.class.getName(),
                        url)
                .start();
        String printed = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(printed).isZero();
        return printed;
    }
}
