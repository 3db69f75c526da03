package io.curlew.interop.servers;

import io.curlew.testsupport.LastingPorts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx or haproxy before two servers: one process, with a port for each way to stand there. */
final class Proxy implements AutoCloseable {
    /** Named as in the configurations, which say what each does. */
    enum Port {
        PREFIX,
        STICKY,
        ROUND_ROBIN,
        CLOSING,
        NO_UPGRADE,
        TLS,
        WHILE_RESTARTING
    }

    private static final Path CONFIGURATIONS = Installed.DIRECTORY.resolve(Path.of("src", "test", "proxies"));

    private final Map<Port, Integer> ports = Arrays.stream(Port.values())
            .collect(Collectors.toMap(Function.identity(), port -> LastingPorts.INTEROP.next()));
    private final Certificates certificates;
    private final ServerProcess process;

    private Proxy(String program, Path directory, String configuration, List<OtherServer> servers, String... options)
            throws Exception {
        certificates = Certificates.writeTo(directory);
        String template = Files.readString(CONFIGURATIONS.resolve(configuration));
        Files.writeString(directory.resolve(configuration), filledIn(template, servers));
        Object[] command = Stream.concat(Stream.of(Installed.program(program)), Stream.of(options))
                .toArray();
        process = new ServerProcess(program, ports.get(Port.PREFIX), command);
    }

    static Proxy nginx(Path directory, OtherServer... servers) throws Exception {
        String[] options = {"-p", directory.toString(), "-c", "nginx.conf", "-e", "stderr"};
        return new Proxy("nginx", directory, "nginx.conf", List.of(servers), options);
    }

    static Proxy haproxy(Path directory, OtherServer... servers) throws Exception {
        String[] options = {"-db", "-C", directory.toString(), "-f", "haproxy.cfg"};
        return new Proxy("haproxy", directory, "haproxy.cfg", List.of(servers), options);
    }

    private String filledIn(String template, List<OtherServer> servers) {
        Map<Object, Integer> values = new HashMap<>(ports);
        values.put("ONE", servers.get(0).uri().getPort());
        values.put("TWO", servers.get(1).uri().getPort());
        String configuration = template;
        for (Map.Entry<Object, Integer> value : values.entrySet()) {
            configuration = configuration.replace(
                    "@" + value.getKey() + "@", value.getValue().toString());
        }
        return configuration;
    }

    URI uri(Port port) {
        return URI.create((port == Port.TLS ? "https" : "http") + "://127.0.0.1:" + ports.get(port));
    }

    Certificates certificates() {
        return certificates;
    }

    @Override
    public void close() {
        process.close();
    }
}
