package io.curlew.interop.servers;

import io.curlew.interop.Executables;
import io.curlew.interop.node.NodeProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which servers there are. With {@code CI=true} all of them have to be, and starting one that is missing fails. */
public final class Installed {
    /** The one of this module, where everything is started. */
    static final Path DIRECTORY = Path.of(System.getProperty("basedir", "."));

    public static final Path PYTHON = Path.of("python-packages", "bin", "python");
    static final Path NETTY_SOCKETIO = Path.of("servers", "target", "netty-socketio");
    static final Path NETTY_CLASS_PATH = DIRECTORY.resolve(NETTY_SOCKETIO).resolve("class-path");

    public static final Path RUST_CLIENT = Path.of("servers", "target", "rust", "debug", "client");

    private static final boolean REQUIRED = "true".equals(System.getenv("CI"));

    private Installed() {}

    /** Returns whether Python is there, with what {@code requirements.txt} lists. */
    public static boolean python() {
        return REQUIRED || Files.exists(DIRECTORY.resolve("python-packages").resolve("requirements.txt"));
    }

    /** Returns whether the client in Rust is there, which {@code mvn -Pthorough verify} compiles. */
    public static boolean rustClient() {
        boolean wanted = REQUIRED && Boolean.getBoolean("curlew.thorough");
        return wanted || Files.exists(DIRECTORY.resolve(RUST_CLIENT));
    }

    static boolean nettySocketIo() {
        return REQUIRED || Files.exists(DIRECTORY.resolve(NETTY_SOCKETIO).resolve("NettySocketIoServer.class"));
    }

    static boolean nginx() {
        return NodeProcess.canStart() && isOnThePath("nginx");
    }

    static boolean haproxy() {
        return NodeProcess.canStart() && isOnThePath("haproxy");
    }

    /** Returns whether Redis can be started, and Node.js. */
    public static boolean redis() {
        return NodeProcess.canStart() && isOnThePath("redis-server");
    }

    /** Returns how to start the program. */
    public static Path program(String name) {
        return Executables.find(name).orElse(Path.of(name));
    }

    private static boolean isOnThePath(String name) {
        boolean found = Executables.find(name).isPresent();
        if (!found && !REQUIRED) {
            System.err.println("interop tests: " + name + " is not on the PATH, so the tests with it are skipped");
        }
        return found || REQUIRED;
    }
}
