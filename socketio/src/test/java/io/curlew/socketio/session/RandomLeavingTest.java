package io.curlew.socketio.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Namespaces that are joined and left at random, before a server that minds what it reads together as the reference
 * does.
 */
@Tag("N20")
class RandomLeavingTest {
    private static final int SEEDS = 5_000;
    private static final int STEPS = 150;
    private static final List<String> NAMESPACES = List.of("/", "/a", "/b");

    @Test
    void theServerNeverMindsAndEverybodyEndsWhereTheyAreWanted() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).run();
        }
    }

    private enum Kind {
        CONNECT,
        DISCONNECT,
        EVENT
    }

    private record Sent(Kind kind, String namespace) {}

    private record Asked(SocketAction.AwaitReceipt question, int position) {}

    private static final class Run {
        private final int seed;
        private final SplittableRandom random;
        private final VirtualClient client = new VirtualClient();
        private final Map<String, Boolean> wanted = new HashMap<>();
        private final Set<String> joined = new HashSet<>();
        /** Sent out by the server: what crosses its DISCONNECT is nobody's fault. */
        private final Set<String> sentOut = new HashSet<>();
        /** Where the client takes itself to be. */
        private final Set<String> members = new HashSet<>();

        private boolean asWanted = true;
        private final List<Sent> wire = new ArrayList<>();
        private final List<SocketPacket> answers = new ArrayList<>();
        private final List<Asked> asked = new ArrayList<>();
        private int read;
        private boolean opening;
        private boolean open;
        private boolean closed;

        Run(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            client.receiptsComeLater = true;
            client.authComesLater = true;
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                perform();
            }
            settle();
            Set<String> inside = wanted.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            assertThat(joined).as("seed %d", seed).isEqualTo(members);
            if (asWanted) {
                assertThat(joined).as("seed %d", seed).isEqualTo(inside);
            }
            client.session.close(client.now);
            settle();
            assertThat(closed).as("seed %d", seed).isTrue();
        }

        private void step() {
            String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
            switch (random.nextInt(40) == 0 ? 20 : random.nextInt(20)) {
                case 0, 1, 2 -> {
                    wanted.put(namespace, true);
                    client.connect(namespace);
                }
                case 3, 4, 5 -> {
                    wanted.put(namespace, false);
                    client.disconnect(namespace);
                }
                case 6, 7, 8 -> client.emit(namespace, "e");
                case 9, 10, 11 -> serverReads(random.nextInt(wire.size() - read + 1));
                case 12, 13, 14 -> answer();
                case 15, 16 -> giveReceipt();
                case 17 -> connectionOpens();
                case 18 -> client.advance(Duration.ofMillis(random.nextInt(500)));
                case 19 -> sendOut(namespace);
                default -> connectionIsLost();
            }
        }

        private void settle() {
            for (int i = 0; i < 200; i++) {
                connectionOpens();
                perform();
                serverReads(wire.size() - read);
                answer();
                perform();
                giveReceipt();
                perform();
                client.advance(Duration.ofMillis(200)); // for who comes back after a pause
                perform();
            }
        }

        private void connectionOpens() {
            if (opening) {
                opening = false;
                open = true;
                client.opened();
            }
        }

        private void connectionIsLost() {
            if (open) {
                forget();
                client.lost();
            }
        }

        private void forget() {
            open = false;
            joined.clear();
            sentOut.clear();
            wire.clear();
            answers.clear();
            asked.clear();
            read = 0;
        }

        /** Reads so many packets together. */
        private void serverReads(int count) {
            Set<Sent> together = new HashSet<>();
            for (int i = 0; i < count && open; i++) {
                Sent sent = wire.get(read++);
                if (sentOut.contains(sent.namespace()) && sent.kind() != Kind.CONNECT) {
                    connectionIsLost(); // it closes the connection of whoever speaks to a namespace that it has left
                } else {
                    handle(sent, together);
                    together.add(sent);
                }
            }
        }

        private void handle(Sent sent, Set<Sent> together) {
            String namespace = sent.namespace();
            if (sent.kind() == Kind.CONNECT) {
                require(!together.contains(new Sent(Kind.DISCONNECT, namespace)), sent, "read with the DISCONNECT");
                require(joined.add(namespace), sent, "by a member");
                sentOut.remove(namespace);
                answers.add(new SocketPacket.Connect(namespace, Optional.of(Json.of("{\"sid\":\"s\"}"))));
            } else {
                require(joined.contains(namespace), sent, "by nobody");
            }
            if (sent.kind() == Kind.DISCONNECT) {
                require(!together.contains(new Sent(Kind.EVENT, namespace)), sent, "read with an event");
                joined.remove(namespace);
            }
        }

        private void require(boolean kept, Sent sent, String complaint) {
            assertThat(kept)
                    .as("seed %d: %s %s, after %s", seed, sent, complaint, wire)
                    .isTrue();
        }

        private void answer() {
            if (!answers.isEmpty()) {
                client.receive(answers.remove(0));
            }
        }

        private void sendOut(String namespace) {
            if (random.nextInt(4) == 0 && joined.remove(namespace)) {
                asWanted = false;
                sentOut.add(namespace);
                answers.add(new SocketPacket.Disconnect(namespace));
            }
        }

        private void giveReceipt() {
            if (!asked.isEmpty() && asked.get(0).position() <= read) {
                client.receipt(asked.remove(0).question());
            }
        }

        private void perform() {
            client.take().forEach(this::perform);
        }

        private void perform(SocketAction action) {
            if (action instanceof SocketAction.OpenConnection) {
                opening = true;
            } else if (action instanceof SocketAction.CloseConnection) {
                opening = false;
                forget();
            } else if (action instanceof SocketAction.AwaitReceipt question) {
                asked.add(new Asked(question, wire.size()));
            } else if (action instanceof SocketAction.Connected connected) {
                members.add(connected.namespace());
            } else if (action instanceof SocketAction.Disconnected left) {
                members.remove(left.namespace());
            } else if (action instanceof SocketAction.Closed) {
                closed = true;
            } else {
                send(action);
            }
        }

        private void send(SocketAction action) {
            if (action instanceof SocketAction.SendConnect join) {
                if (client.session.authReady(join.namespace())) {
                    wire.add(new Sent(Kind.CONNECT, join.namespace()));
                }
            } else if (action instanceof SocketAction.SendDisconnect leave) {
                wire.add(new Sent(Kind.DISCONNECT, leave.namespace()));
            } else if (action instanceof SocketAction.SendEvent event) {
                wire.add(new Sent(Kind.EVENT, event.namespace()));
            }
        }
    }
}
