package io.curlew.benchmarks;

import static io.curlew.benchmarks.Carrier.POLLING;
import static io.curlew.benchmarks.Carrier.TLS;
import static io.curlew.benchmarks.Carrier.WEBSOCKET;

import io.curlew.benchmarks.Scenario.Target;
import java.util.List;

/** What is measured in rounds. */
final class Scenarios {
    private static final String RECEIVE = "Receive 90-byte events";
    private static final String SEND = "Send 90-byte events";
    private static final String ASK = "Ack round trip";

    private static final Scenario RECEIVE_TYPED = new Scenario(
            "receive",
            RECEIVE + ", typed listener",
            WEBSOCKET,
            "receive %d typed",
            200_000,
            "cpu",
            List.of(
                    new Target("curlew", "floor-stock", 1.0),
                    new Target("curlew", "floor-bare", 1.25),
                    new Target("curlew", "official-java", 1 / 5.0),
                    new Target("curlew", "node", 1 / 2.0),
                    Target.BLOCKING));

    private static final Scenario RECEIVE_BLIND = new Scenario(
            "receive-blind",
            RECEIVE + ", listener that reads nothing",
            WEBSOCKET,
            "receive %d blind",
            200_000,
            "cpu",
            List.of());

    private static final Scenario ASK_ONE = new Scenario(
            "ask",
            ASK + ", one at a time",
            WEBSOCKET,
            "ask %d 1",
            5000,
            "p50",
            List.of(
                    new Target("curlew-direct", "floor-stock", 1.1),
                    new Target("curlew", "floor-stock", 1.5),
                    new Target("curlew-direct", "official-java", 1 / 4.0),
                    new Target("curlew", "official-java", 1 / 3.0),
                    new Target("curlew-direct", "node", 0.6),
                    new Target("curlew", "node", 0.9),
                    Target.BLOCKING));

    private static final Scenario ASK_MANY =
            new Scenario("ask64", ASK + ", 64 in flight", WEBSOCKET, "ask %d 64", 32_000, "cpu", List.of());

    private static final Scenario CONNECT = new Scenario(
            "connect",
            "Connect to first ack, warm",
            WEBSOCKET,
            "connect %d",
            500,
            "p50",
            List.of(
                    new Target("curlew", "floor-stock", 1.3),
                    new Target("curlew", "official-java", 1 / 2.0),
                    new Target("curlew", "node", 1.0),
                    Target.BLOCKING));

    private static final List<Target> OTHERS =
            List.of(new Target("curlew", "official-java"), new Target("curlew", "node"));

    private static final List<Target> FLOOR_AND_OTHERS = List.of(
            new Target("curlew", "floor-stock"), new Target("curlew", "official-java"), new Target("curlew", "node"));

    static final List<Scenario> ALL = List.of(
            RECEIVE_TYPED,
            RECEIVE_BLIND,
            sending("send", SEND + ", one thread", "send %d 1"),
            sending("send4", SEND + ", four threads", "send %d 4"),
            ASK_ONE,
            ASK_MANY,
            binary("binary-in", "Receive 64 KiB binary", "receive %d bytes"),
            binary("binary-out", "Send 64 KiB binary", "sendbytes %d"),
            CONNECT,
            new Scenario(
                    "polling-in",
                    RECEIVE + " over polling, typed listener",
                    POLLING,
                    "receive %d typed",
                    100_000,
                    "cpu",
                    OTHERS),
            new Scenario(
                    "polling-out", SEND + " over polling, one thread", POLLING, "send %d 1", 100_000, "cpu", OTHERS),
            new Scenario(
                    "tls",
                    RECEIVE + " over TLS, typed listener",
                    TLS,
                    "receive %d typed",
                    200_000,
                    "cpu",
                    FLOOR_AND_OTHERS),
            new Scenario("tls-ask", ASK + " over TLS, one at a time", TLS, "ask %d 1", 5000, "p50", FLOOR_AND_OTHERS));

    private Scenarios() {}

    private static Scenario sending(String name, String title, String task) {
        List<Target> targets = List.of(
                new Target("curlew", "floor-stock", 1.1),
                new Target("curlew", "official-java", 1 / 3.0),
                new Target("curlew", "node", 1 / 4.0),
                Target.BLOCKING);
        return new Scenario(name, title, WEBSOCKET, task, 100_000, "cpu", targets);
    }

    private static Scenario binary(String name, String title, String task) {
        List<Target> targets = List.of(
                new Target("curlew", "floor-stock", 1.15),
                new Target("curlew", "official-java", 0.9),
                new Target("curlew", "node", 1.3));
        return new Scenario(name, title, WEBSOCKET, task, 4000, "cpu", targets);
    }
}
