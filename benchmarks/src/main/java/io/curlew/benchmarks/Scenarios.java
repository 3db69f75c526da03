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

    /** With fewer a round, the compiler still takes a third of what a sent event costs after five rounds. */
    private static final int FLOOD = 400_000;

    private static final Scenario RECEIVE_TYPED = new Scenario(
            "receive",
            RECEIVE + ", typed listener",
            WEBSOCKET,
            "receive %d typed",
            FLOOD,
            "cpu",
            List.of(
                    new Target("curlew", "floor-stock", 0.9),
                    new Target("curlew", "floor-bare", 1.25),
                    new Target("curlew", "official-java", 1 / 5.0),
                    new Target("curlew", "node", 1 / 2.0),
                    new Target("curlew", "rust-blocking", 1 / 2.0),
                    new Target("curlew", "rust-async", 1 / 2.0),
                    Target.BLOCKING));

    private static final Scenario RECEIVE_BLIND = new Scenario(
            "receive-blind",
            RECEIVE + ", listener that reads nothing",
            WEBSOCKET,
            "receive %d blind",
            FLOOD,
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
                    new Target("curlew-direct", "floor-stock", 1.0),
                    new Target("curlew", "floor-stock", 1.15),
                    new Target("curlew-direct", "official-java", 1 / 4.0),
                    new Target("curlew", "official-java", 1 / 3.0),
                    new Target("curlew-direct", "node", 0.6),
                    new Target("curlew", "node", 0.9),
                    Target.BLOCKING));

    private static final Scenario ASK_MANY =
            new Scenario("ask64", ASK + ", 64 in flight", WEBSOCKET, "ask %d 64", 32_000, "cpu", List.of());

    private static final Scenario BINARY_IN = new Scenario(
            "binary-in",
            "Receive 64 KiB binary",
            WEBSOCKET,
            "receive %d bytes",
            4000,
            "cpu",
            List.of(
                    new Target("curlew", "floor-copying", 0.9),
                    new Target("curlew", "floor-stock"),
                    new Target("curlew", "official-java", 0.9),
                    new Target("curlew", "node", 1.3),
                    new Target("curlew", "rust-blocking")));

    private static final Scenario BINARY_OUT = new Scenario(
            "binary-out",
            "Send 64 KiB binary",
            WEBSOCKET,
            "sendbytes %d",
            4000,
            "cpu",
            List.of(
                    new Target("curlew", "floor-stock", 0.7),
                    new Target("curlew", "official-java", 0.9),
                    new Target("curlew", "node", 1.3),
                    new Target("curlew", "python"),
                    new Target("curlew", "rust-blocking", 1.15)));

    private static final Scenario CONNECT = new Scenario(
            "connect",
            "Connect to first ack, warm",
            WEBSOCKET,
            "connect %d",
            1000,
            "p50",
            List.of(
                    new Target("curlew", "floor-stock", 1.35),
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
            BINARY_IN,
            BINARY_OUT,
            CONNECT,
            new Scenario(
                    "polling-in",
                    RECEIVE + " over polling, typed listener",
                    POLLING,
                    "receive %d typed",
                    FLOOD,
                    "cpu",
                    OTHERS),
            new Scenario("polling-out", SEND + " over polling, one thread", POLLING, "send %d 1", FLOOD, "cpu", OTHERS),
            new Scenario(
                    "tls",
                    RECEIVE + " over TLS, typed listener",
                    TLS,
                    "receive %d typed",
                    FLOOD,
                    "cpu",
                    FLOOR_AND_OTHERS),
            new Scenario("tls-ask", ASK + " over TLS, one at a time", TLS, "ask %d 1", 5000, "p50", FLOOR_AND_OTHERS));

    private Scenarios() {}

    private static Scenario sending(String name, String title, String task) {
        List<Target> targets = List.of(
                new Target("curlew", "floor-stock", 1.0),
                new Target("curlew", "official-java", 1 / 3.0),
                new Target("curlew", "node", 1 / 4.0),
                new Target("curlew", "rust-blocking", 1 / 2.0),
                new Target("curlew", "rust-async", 1 / 2.0),
                Target.BLOCKING);
        return new Scenario(name, title, WEBSOCKET, task, FLOOD, "cpu", targets);
    }
}
