package io.curlew.interop.servers;

import static org.awaitility.Awaitility.await;

import io.curlew.testsupport.LastingPorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that listens on a port. It ends with this JVM, however that ends: the shell around it watches its stdin.
 */
public final class ServerProcess implements OtherServer {
    /** Runs its arguments; ends when they end, and ends them when its stdin does. */
    private static final List<String> SHELL = List.of(
            "sh",
            "-c",
            "exec 3<&0; \"$@\" 3<&- & program=$!; { cat <&3; kill $program 2>/dev/null; } & wait $program",
            "sh");

    private static final Path LOGS = Installed.DIRECTORY.resolve("target").resolve("servers");
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final int port;
    private final Path log;
    private final List<String> command;
    private Process shell;

    /**
     * Starts the program and waits until it listens on the port.
     *
     * @param name of the file in {@code target/servers} with what the program says
     */
    public ServerProcess(String name, int port, Object... command) {
        this.port = port;
        this.log = LOGS.resolve(name + ".log");
        this.command = Stream.concat(SHELL.stream(), Stream.of(command).map(Object::toString))
                .toList();
        start(Redirect.to(log.toFile()));
    }

    static ServerProcess python(String script) {
        int port = LastingPorts.INTEROP.next();
        Path file = Path.of("src", "test", "python", script);
        return new ServerProcess(script, port, Installed.PYTHON, file, port, PING_INTERVAL.toSeconds());
    }

    static ServerProcess nettySocketIo() throws IOException {
        int port = LastingPorts.INTEROP.next();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classes = Installed.NETTY_SOCKETIO + File.pathSeparator + Files.readString(Installed.NETTY_CLASS_PATH);
        return new ServerProcess(
                "netty-socketio", port, java, "-cp", classes, "NettySocketIoServer", port, PING_INTERVAL.toMillis());
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void restart() {
        start(Redirect.appendTo(log.toFile()));
    }

    private void start(Redirect output) {
        try {
            Files.createDirectories(LOGS);
            shell = new ProcessBuilder(command)
                    .directory(Installed.DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(LONGEST_START)
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            if (!shell.isAlive()) {
                throw new IllegalStateException("The server has ended, see " + log, notYet);
            }
            return false;
        }
    }

    @Override
    public void kill() {
        List<ProcessHandle> inside = shell.descendants().toList();
        inside.forEach(ProcessHandle::destroyForcibly);
        inside.forEach(process -> process.onExit().join());
    }

    @Override
    public void close() {
        kill();
    }
}
