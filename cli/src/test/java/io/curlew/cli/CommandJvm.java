package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the tests start a JVM for the command: as the launcher does, from jars and with an archive of their classes,
 * which halves the time of each start. From directories, as in an IDE, there can be no archive.
 */
final class CommandJvm {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String TESTS = "test-classes";

    private CommandJvm() {}

    /** Made once, by a class of its own: a handler of the server below could not run before this one is initialised. */
    private static final class Once {
        static final List<String> LINE =
                hasJarsOnly() ? line("-XX:SharedArchiveFile=" + archive()) : line("-Xshare:auto");
    }

    /** Returns the JVM and its options for a command, the class path among them. */
    static List<String> lineFor(String command) {
        // The terminal's native code needs leave, which the launcher's jar gives.
        return command.equals("connect") ? line("--enable-native-access=ALL-UNNAMED") : Once.LINE;
    }

    private static List<String> line(String option) {
        return List.of(
                JAVA.toString(),
                option,
                "-XX:+IgnoreUnrecognizedVMOptions", // another JVM may not have those that this one has
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=10",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(File.pathSeparator, classPath()));
    }

    private static List<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(TESTS))
                .toList();
    }

    private static boolean hasJarsOnly() {
        return classPath().stream().map(Path::of).noneMatch(Files::isDirectory);
    }

    /**
     * A call loads most of the classes that the other commands load, and to archive them takes no longer than a start.
     */
    private static Path archive() {
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").onConnection(socket -> socket.on("echo", event -> event.ack(event.args())));
            Path archive = Files.createTempDirectory("curlew").resolve("classes.jsa");
            List<String> call = new ArrayList<>(line("-XX:ArchiveClassesAtExit=" + archive));
            String url = server.start().uri().toString();
            call.addAll(List.of("io.curlew.cli.Curlew", "call", url, "echo", "1", "--timeout", "1m"));
            Process process = new ProcessBuilder(call)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor()).as("exit code of %s", call).isZero();
            archive.getParent().toFile().deleteOnExit(); // what is registered last is deleted first
            archive.toFile().deleteOnExit();
            return archive;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
