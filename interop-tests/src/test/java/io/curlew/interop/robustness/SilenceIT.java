package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program shows that looks at no failure, with a log and without one. */
class SilenceIT {
    /** How long the program tries to join where nobody listens, and where a server may only be slow. */
    private static final Duration NOBODY = Duration.ofSeconds(2);

    private static final Duration SOMEBODY = Duration.ofSeconds(30);

    @Test
    @Tag("N28")
    void aServerThatIsDownIsSeenInTheLog() throws Exception {
        assertThat(run(closedPort(), NOBODY, path -> true))
                .containsPattern("WARN io.curlew.socketio.client.SocketIoClient.connection - Could not connect to"
                        + " http://localhost:\\d+: polling, connect: .*refused");
    }

    @Test
    @Tag("N29")
    void withoutALogAServerThatIsDownIsSeenOnce() throws Exception {
        assertThat(run(closedPort(), NOBODY, SilenceIT::isNoProvider))
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
            assertThat(run("http://localhost:" + server.port(), SOMEBODY, SilenceIT::isNoProvider))
                    .contains("Exception in thread", "java.lang.IllegalArgumentException: thrown by a listener")
                    .containsOnlyOnce(
                            "curlew: The server refuses the namespace /guarded: not allowed (http://localhost:")
                    .contains(", not trying again)");
        }
    }

    private static boolean isNoProvider(String path) {
        return !path.contains("slf4j-simple");
    }

    /** One that no other test comes to listen at meanwhile. */
    private static String closedPort() {
        return "http://localhost:" + LastingPorts.INTEROP.next();
    }

    /** Runs the program and returns its standard error. */
    private static String run(String url, Duration patience, Predicate<String> classPath) throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(classPath)
                .collect(Collectors.joining(File.pathSeparator));
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=info", // another module's file says otherwise
                        "-cp",
                        path,
                        LonelyProgram.class.getName(),
                        url,
                        patience.toString())
                .start();
        String printed = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(printed).isZero();
        return printed;
    }
}
