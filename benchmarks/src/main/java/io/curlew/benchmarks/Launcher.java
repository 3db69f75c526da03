package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts the server and the contestants, each in a process of its own. */
final class Launcher {
    private static final List<String> JAVA =
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC");
    /** A heap that is never short, so that no collector blurs the processor time. */
    private static final List<String> ROOMY = List.of("-Xms256m", "-Xmx1g");
    /** A heap that is as large as what lives in it, so that the resident set tells of that. */
    private static final List<String> TIGHT = List.of("-Xms32m", "-Xmn16m", "-Xmx2g", "-Dfloor.queue=16");

    private final Map<String, List<String>> foreign = new LinkedHashMap<>();

    /**
     * @param peers where the contestants are that run on no JVM; those that are not built there are left out
     */
    Launcher(Path peers) {
        if (Files.isDirectory(peers.resolve("node/node_modules"))) {
            foreign.put("node", List.of("node", peers.resolve("node/worker.mjs").toString()));
        }
        if (Files.isDirectory(peers.resolve("python/packages"))) {
            foreign.put(
                    "python",
                    List.of("python3", peers.resolve("python/worker.py").toString()));
        }
        Path rust = peers.resolve("rust/target/release/worker");
        if (Files.isExecutable(rust)) {
            foreign.put("rust-blocking", List.of(rust.toString(), "blocking"));
            foreign.put("rust-async", List.of(rust.toString(), "async"));
        }
    }

    /** Returns the names of all contestants. */
    List<String> all() {
        List<String> labels = new ArrayList<>();
        for (Contestant contestant : Contestant.values()) {
            labels.add(contestant.label());
        }
        labels.addAll(foreign());
        return labels;
    }

    private Set<String> foreign() {
        return foreign.keySet();
    }

    Peer server() throws IOException {
        return Peer.start("server", java(ROOMY, RawServer.class));
    }

    static String url(Peer server) throws IOException {
        return "http://127.0.0.1:" + server.answer().asInt();
    }

    /** Starts a contestant, and returns when it is connected. */
    Peer contestant(String label, String url) throws IOException {
        return connected(label, foreign.containsKey(label) ? foreign(label, url) : worker(ROOMY, label, url));
    }

    /** The same, with a heap that does not hide what is needed. */
    Peer tightContestant(String label, String url) throws IOException {
        return connected(label, foreign.containsKey(label) ? foreign(label, url) : worker(TIGHT, label, url));
    }

    private static Peer connected(String label, List<String> command) throws IOException {
        Peer peer = Peer.start(label, command);
        try {
            var unused = peer.answer();
            return peer;
        } catch (IOException notConnected) {
            peer.close();
            throw notConnected;
        }
    }

    private List<String> foreign(String label, String url) {
        List<String> command = new ArrayList<>(foreign.getOrDefault(label, List.of()));
        command.add(url);
        return command;
    }

    private static List<String> worker(List<String> heap, String label, String url) {
        return java(heap, Worker.class, label, url);
    }

    private static List<String> java(List<String> heap, Class<?> main, String... args) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(heap);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(args));
        return command;
    }
}
