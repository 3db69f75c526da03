package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The contestants that take part, each in a process of its own, and the server. */
final class Field implements AutoCloseable {
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xms256m",
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"));

    private final Peer server;
    private final List<Peer> contestants = new ArrayList<>();

    private Field(Peer server) {
        this.server = server;
    }

    static Field start(Path peers) throws IOException {
        Field field = new Field(Peer.start("server", java(RawServer.class)));
        String url = "http://127.0.0.1:" + field.server.answer();
        for (Contestant contestant : Contestant.values()) {
            field.add(contestant.label(), java(Worker.class, contestant.label(), url));
        }
        if (Files.isDirectory(peers.resolve("node/node_modules"))) {
            field.add("node", List.of("node", peers.resolve("node/worker.mjs").toString(), url));
        }
        return field;
    }

    private static List<String> java(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(JAVA);
        command.add(main.getName());
        command.addAll(Arrays.asList(args));
        return command;
    }

    private void add(String label, List<String> command) throws IOException {
        Peer peer = Peer.start(label, command);
        contestants.add(peer);
        peer.answer(); // it is connected
    }

    List<Peer> contestants() {
        return contestants;
    }

    @Override
    public void close() {
        contestants.forEach(Peer::close);
        server.close();
    }
}
