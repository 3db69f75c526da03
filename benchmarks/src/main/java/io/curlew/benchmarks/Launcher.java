package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the server and the contestants, each in a process of its own. */
final class Launcher {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** One whose threads don't blur the processor time. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";
    /** A heap that is never short, so that no collector blurs the processor time. */
    private static final List<String> ROOMY = List.of(COLLECTOR, "-Xms256m", "-Xmx1g");
    /** The same for many connections: the array of each floor's queue would be most of what that takes. */
    private static final List<String> CROWDED = List.of(COLLECTOR, "-Xms256m", "-Xmx1g", "-Dfloor.queue=16");
    /** A heap that is as large as what lives in it, so that the resident set tells of that. */
    private static final List<String> TIGHT = List.of(COLLECTOR, "-Xms32m", "-Xmn16m", "-Xmx2g", "-Dfloor.queue=16");

    private final Map<String, List<String>> foreign = new LinkedHashMap<>();
    private @Nullable Certificate certificate;

    /** @param peers where the contestants are that run on no JVM; those that are not built there are left out */
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
        labels.addAll(foreign.keySet());
        return labels;
    }

    Server server(Carrier carrier) throws IOException {
        if (carrier != Carrier.TLS) {
            return Server.of(Peer.start("server", java(ROOMY, RawServer.class, List.of())), carrier, Optional.empty());
        }
        if (certificate == null) {
            certificate = Certificate.make();
        }
        List<String> keyStore = List.of(certificate.keyStore().toString());
        Peer process = Peer.start("server", java(ROOMY, RawServer.class, keyStore));
        return Server.of(process, carrier, Optional.of(certificate.pem()));
    }

    /** Starts a contestant, and returns when it is connected. */
    Peer contestant(String label, Server server) throws IOException {
        return contestant(label, server, ROOMY);
    }

    /** The same, with a heap that does not hide what is needed. */
    Peer tightContestant(String label, Server server) throws IOException {
        return contestant(label, server, TIGHT);
    }

    /** The same, with many connections. */
    Peer crowdedContestant(String label, Server server) throws IOException {
        return contestant(label, server, CROWDED);
    }

    /** The same with these flags of the JVM and no others, if it runs on one. */
    Peer startingContestant(String label, Server server, List<String> flags) throws IOException {
        return contestant(label, server, flags);
    }

    /**
     * Has the JVM archive the classes that a contestant loads until its first answer. Returns the flags to start it
     * with.
     */
    List<String> archive(String label, Server server, List<String> flags) throws IOException {
        return trained(label, server, flags, "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=");
    }

    /** The same with what JDK 25 keeps beside the classes. */
    List<String> aotCache(String label, Server server, List<String> flags) throws IOException {
        return trained(label, server, flags, "-XX:AOTCacheOutput=", "-XX:AOTCache=");
    }

    private List<String> trained(String label, Server server, List<String> flags, String write, String read)
            throws IOException {
        Path directory = Files.createTempDirectory("archive");
        Path file = directory.resolve(label);
        directory.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        try (Peer peer = startingContestant(label, server, and(flags, write + file))) {
            var unused = peer.answer("ask 1 1");
            peer.end();
        }
        if (!Files.exists(file)) {
            throw new IOException("the JVM wrote no archive");
        }
        return and(flags, read + file);
    }

    private static List<String> and(List<String> flags, String more) {
        List<String> all = new ArrayList<>(flags);
        all.add(more);
        return all;
    }

    private Peer contestant(String label, Server server, List<String> flags) throws IOException {
        List<String> arguments = new ArrayList<>(server.destination().arguments());
        List<String> program = foreign.get(label);
        if (program == null) {
            arguments.add(0, label);
            return connected(label, java(flags, Worker.class, arguments));
        }
        arguments.addAll(0, program);
        return connected(label, arguments);
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

    private static List<String> java(List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }
}
