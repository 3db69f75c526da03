package io.curlew.interop.memory;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import io.curlew.interop.Transports;
import io.curlew.testserver.session.ServerEngineConfig;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A client, a server and a network between them, on one clock. */
final class World {
    static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    static final Duration PING_TIMEOUT = Duration.ofSeconds(20);

    final VirtualTime time = new VirtualTime();
    final Network network;
    final ServerSide server;
    final ClientSide client;

    private World(Transports transports, long seed, Duration upgradeTimeout) {
        network = new Network(time, seed, Duration.ofMillis(20));
        server = new ServerSide(time, serverConfig(upgradeTimeout));
        client = new ClientSide(network, server, clientConfig(transports, upgradeTimeout));
    }

    static World of(Transports transports, long seed) {
        return new World(transports, seed, Duration.ofSeconds(10));
    }

    /** A world in which upgrades are given up soon. */
    static World impatient(long seed) {
        return new World(Transports.UPGRADE, seed, Duration.ofMillis(100));
    }

    /** Connects, and lets a minute pass. */
    World connected() {
        client.connect();
        time.pass(Duration.ofMinutes(1));
        return this;
    }

    /** Lets both sides send numbers, at random times from the opening on. */
    void exchange(int count, Duration within) {
        client.whenOpen(() -> send(count, within, client::send));
        server.whenOpen(() -> send(count, within, server::send));
    }

    private void send(int count, Duration within, Consumer<String> sender) {
        Iterator<String> next = numbers(count).iterator();
        network.random()
                .longs(count, 0, within.toNanos())
                .forEach(delay -> time.after(Duration.ofNanos(delay), () -> sender.accept(next.next())));
    }

    /** Does something within the time that an upgrade takes. */
    void soon(Runnable what) {
        time.after(Duration.ofMillis(network.random().nextInt(100)), what);
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static ServerEngineConfig serverConfig(Duration upgradeTimeout) {
        return new ServerEngineConfig(
                PING_INTERVAL, PING_TIMEOUT, upgradeTimeout, 1_000_000, List.of(TransportType.WEBSOCKET));
    }

    private static SessionConfig clientConfig(Transports transports, Duration upgradeTimeout) {
        return new SessionConfig(
                transports.types(),
                false,
                transports == Transports.UPGRADE ? UpgradePolicy.WHEN_OFFERED : UpgradePolicy.NEVER,
                Duration.ofSeconds(20),
                upgradeTimeout,
                Duration.ofSeconds(2),
                false,
                16,
                Optional.empty());
    }
}
