package io.curlew.jmeter;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * JMeter, started from its artifacts as its own scripts start it, with the plug-in jar that the build has made and
 * nothing else of ours.
 */
final class JMeter implements AutoCloseable {
    private static final Path CLASS_PATH = Path.of("engine", "target", "class-path");

    private final Process process;
    private final Path log;

    private JMeter(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts one; it writes what it says to {@code name.log}.
     *
     * @param home from {@link #home}
     */
    static JMeter start(Path home, String name, String... args) throws IOException {
        Path log = home.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote", // a part of the time that such a program takes
                "-Djava.awt.headless=true",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.text=ALL-UNNAMED",
                "--add-opens=java.desktop/java.awt.font=ALL-UNNAMED",
                "-Djmeter.home=" + home,
                "-cp",
                read(CLASS_PATH),
                "org.apache.jmeter.NewDriver",
                "-d",
                home.toString(),
                "-j",
                home.resolve(name + ".jmeter.log").toString(),
                "-Jserver.rmi.ssl.disable=true"));
        command.addAll(List.of(args));
        return new JMeter(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .directory(home.toFile())
                        .start(),
                log);
    }

    private static Path plugin() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-plugin.jar"))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    /** Makes a home of JMeter: its settings, and the plug-in where the docs tell people to put it. */
    static Path home(Path directory) throws IOException {
        for (String name : List.of("bin", "lib/ext", "lib/junit")) {
            Path unused = Files.createDirectories(directory.resolve(name));
        }
        Path unused = Files.copy(plugin(), directory.resolve("lib/ext/curlew.jar"));
        for (String artifact : read(CLASS_PATH).split(File.pathSeparator, -1)) {
            if (artifact.contains("ApacheJMeter_config")) {
                copySettings(artifact, directory);
            }
        }
        return directory;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private static void copySettings(String artifact, Path directory) throws IOException {
        try (JarFile jar = new JarFile(artifact)) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (entry.getName().matches("bin/[^/]+")) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        long unused = Files.copy(content, directory.resolve(entry.getName()));
                    }
                }
            }
        }
    }

    /** Waits for its end, which must be a good one, and returns what it has said. */
    String await() throws IOException, InterruptedException {
        int code = process.waitFor();
        String said = Files.readString(log);
        if (code != 0) {
            throw new IllegalStateException("JMeter has failed:\n" + said);
        }
        return said;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
