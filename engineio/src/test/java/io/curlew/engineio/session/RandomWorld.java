package io.curlew.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A session among transports that do what transports may do, at random times and in random order, with an application
 * and a server that are no more predictable.
 */
final class RandomWorld {
    private final Random random;
    private final EngineSession session;
    private final TransportRules rules = new TransportRules();
    private final List<RandomTransport> transports = new ArrayList<>();
    private final List<String> writtenOrReported = new ArrayList<>();
    private final List<String> tooLate = new ArrayList<>();
    private final OptionalLong maxPayload;
    private final int maxPackets;
    private long now;
    private int sent;
    private int ends;
    private boolean upgraded;
    private final Queue<Integer> awaited = new ArrayDeque<>(); // how many messages were sent before each request
    private int known;

    RandomWorld(long seed) {
        random = new Random(seed);
        maxPayload = random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(30)) : OptionalLong.empty();
        maxPackets = 1 + random.nextInt(5);
        session = new EngineSession(randomConfig());
    }

    private SessionConfig randomConfig() {
        List<TransportType> order = random.nextInt(4) == 0
                ? List.of(TransportType.WEBSOCKET, TransportType.POLLING)
                : List.of(TransportType.POLLING, TransportType.WEBSOCKET);
        UpgradePolicy[] policies = UpgradePolicy.values();
        return new SessionConfig(
                order,
                random.nextBoolean(),
                policies[random.nextInt(policies.length)],
                SessionHarness.CONNECT_TIMEOUT,
                SessionHarness.UPGRADE_TIMEOUT,
                SessionHarness.CLOSE_TIMEOUT,
                random.nextBoolean(),
                maxPackets,
                Optional.empty());
    }

    void run(int steps) {
        session.connect(now);
        perform();
        for (int i = 0; i < steps; i++) {
            step();
            // Now and then several inputs come before the session gets to act, as in one read of the network.
            if (random.nextInt(4) > 0) {
                perform();
            }
        }
        session.close(now);
        perform();
        pass(SessionHarness.CLOSE_TIMEOUT.toNanos());
        perform();
        assertThat(session.deadline()).isEqualTo(EngineSession.NONE);
    }

    int sent() {
        return sent;
    }

    boolean upgraded() {
        return upgraded;
    }

    /** Returns how many receipts told that everything was read. */
    int knownReceipts() {
        return known;
    }

    /** Returns how many requests for a receipt were not answered. */
    int unansweredRequests() {
        return awaited.size();
    }

    int ends() {
        return ends;
    }

    /**
     * Returns the accepted messages in the order in which they were written or reported, then those that came too late.
     */
    List<String> accountedFor() {
        return Stream.concat(writtenOrReported.stream(), tooLate.stream()).toList();
    }

    // ---- what happens

    private void step() {
        int dice = random.nextInt(1000);
        if (dice < 10) {
            perform(); // so that what came too late is counted
            awaited.add(sent - tooLate.size());
            session.requestReceipt(now);
        } else if (dice < 250) {
            session.send(EnginePacket.message(String.valueOf(sent++)), now);
        } else if (dice < 920) {
            transports.get(random.nextInt(transports.size())).act();
        } else if (dice < 950) {
            pass((long) (random.nextDouble() * random.nextDouble() * 20e9));
        } else if (dice < 970) {
            session.readingPaused(now);
        } else if (dice < 995) {
            session.readingResumed(now);
        } else if (dice < 997) {
            session.close(now);
        } else {
            session.connect(now);
        }
    }

    private void pass(long nanos) {
        long end = now + nanos;
        while (session.deadline() <= end) {
            now = Math.max(now, session.deadline());
            timeouts();
            perform();
        }
        now = end;
    }

    private void timeouts() {
        for (int i = 0; session.deadline() <= now; i++) {
            assertThat(i).as("timeouts that led nowhere").isLessThan(10);
            session.timeout(now);
        }
    }

    // ---- what the session wants

    private void perform() {
        int performed = 0;
        for (EngineAction action = session.poll(); action != null; action = session.poll()) {
            assertThat(++performed).as("actions without an end").isLessThan(10_000);
            rules.check(action);
            perform(action);
        }
    }

    private void perform(EngineAction action) {
        if (action instanceof EngineAction.OpenTransport open) {
            transports.add(new RandomTransport(open.transport(), open.sid().isPresent()));
        } else if (action instanceof EngineAction.Write write) {
            if (write.transport().type() == TransportType.POLLING) {
                assertThat(write.packets()).hasSizeLessThanOrEqualTo(maxPackets);
            }
            transport(write.transport()).write(write.packets());
        } else if (action instanceof EngineAction.Ping ping) {
            transport(ping.transport()).owesPong = true;
        } else if (action instanceof EngineAction.Receipt receipt) {
            receipt(receipt.read());
        } else if (action instanceof EngineAction.Pause pause) {
            transport(pause.transport()).pausing = true;
        } else if (action instanceof EngineAction.Resume resume) {
            transport(resume.transport()).pausing = false;
        } else if (action instanceof EngineAction.CloseTransport close) {
            transport(close.transport()).closing = true;
        } else if (action instanceof EngineAction.AbortTransport abort) {
            transport(abort.transport()).alive = false;
        } else if (action instanceof EngineAction.LeaveTransport leave) {
            transport(leave.transport()).alive = false;
        } else if (action instanceof EngineAction.Unsent unsent) {
            tooLate.add(unsent.message().data().text());
        } else if (action instanceof EngineAction.Oversized oversized) {
            account(oversized.message());
        } else if (action instanceof EngineAction.Upgraded) {
            upgraded = true;
        } else if (action instanceof EngineAction.Closed closed) {
            ends++;
            assertThat(closed.close().unsent()).isEqualTo(closed.unsent().size());
            closed.unsent().forEach(this::account);
        }
    }

    /** Messages that are reported to be read were written before, all of them. */
    private void receipt(boolean read) {
        int before = awaited.remove();
        if (read) {
            known++;
            assertThat(writtenOrReported).hasSizeGreaterThanOrEqualTo(before);
        }
    }

    private RandomTransport transport(TransportId id) {
        return transports.get(id.number() - 1);
    }

    private void account(EnginePacket packet) {
        if (packet instanceof EnginePacket.Message message) {
            writtenOrReported.add(message.data().text());
        }
    }

    /** A transport that keeps its contract, and a server behind it that mostly keeps the protocol. */
    private final class RandomTransport {
        private final TransportId id;
        private final boolean joins;
        private boolean alive = true;
        private boolean open;
        private boolean greeted;
        private boolean probed;
        private boolean pausing;
        private boolean closing;
        private boolean owesWritten;
        private boolean owesWritable;
        private boolean owesPong;

        RandomTransport(TransportId id, boolean joins) {
            this.id = id;
            this.joins = joins;
        }

        void write(List<EnginePacket> packets) {
            owesWritten = true;
            owesWritable = true;
            probed |= packets.contains(EnginePacket.Ping.PROBE);
            packets.forEach(RandomWorld.this::account);
            assertThat(packets.stream().filter(EnginePacket.Pong.class::isInstance))
                    .hasSizeLessThan(2);
        }

        void act() {
            if (!alive) {
                haunt();
            } else if (random.nextInt(200) == 0 || (closing && random.nextBoolean())) {
                fail();
            } else if (!open) {
                open();
            } else if (!greeted && !joins) {
                greet();
            } else if (probed) {
                answerProbe();
            } else {
                live();
            }
        }

        /** A transport that was given up should be silent. If it is not, nobody listens. */
        private void haunt() {
            session.received(id, EnginePacket.message("from beyond"), now);
            session.writable(id, now);
            session.written(id, now);
            session.paused(id, now);
            session.pingLeft(id, now);
            session.ponged(id, now);
        }

        private void fail() {
            alive = false;
            // What was wanted of it is done before it goes: the driver acts at once.
            perform();
            if (rules.isAlive(id)) {
                rules.failed(id);
                session.failed(id, failure(), now);
            }
        }

        private TransportException failure() {
            return (random.nextBoolean()
                            ? TransportException.closed(id.type(), Phase.READ, "lost")
                            : TransportException.error(id.type(), Phase.READ, "broken"))
                    .build();
        }

        private void open() {
            open = true;
            rules.opened(id);
            session.opened(id, now);
            if (!joins && id.type() == TransportType.WEBSOCKET) {
                session.writable(id, now);
            }
        }

        private void greet() {
            greeted = true;
            boolean odd = random.nextInt(20) == 0;
            session.received(id, odd ? new EnginePacket.Noop() : SessionHarness.open(maxPayload, "websocket"), now);
            if (id.type() == TransportType.POLLING) {
                session.writable(id, now);
            }
        }

        private void live() {
            switch (random.nextInt(4)) {
                case 0 -> settleWrite();
                case 2 -> settlePing();
                case 1 -> settlePause();
                default -> session.received(id, randomPacket(), now);
            }
        }

        private void settleWrite() {
            boolean writtenFirst = random.nextBoolean();
            if (owesWritten && (writtenFirst || !owesWritable)) {
                owesWritten = false;
                session.written(id, now);
            } else if (owesWritable) {
                owesWritable = false;
                rules.writable(id);
                session.writable(id, now);
            }
        }

        private void settlePing() {
            if (owesPong && random.nextBoolean()) {
                rules.pingLeft(id);
                session.pingLeft(id, now);
            } else if (owesPong) {
                owesPong = false;
                rules.pingLeft(id);
                session.ponged(id, now);
            }
        }

        private void settlePause() {
            if (pausing && !owesWritten && !owesWritable) {
                session.paused(id, now);
            }
        }

        /** The answer shows that the probe has left. */
        private void answerProbe() {
            probed = false;
            owesWritten = false;
            owesWritable = false;
            rules.writable(id);
            session.writable(id, now);
            session.received(id, EnginePacket.Pong.PROBE, now);
        }

        private EnginePacket randomPacket() {
            if (joins && random.nextInt(20) > 0) {
                return new EnginePacket.Open(SessionHarness.open(maxPayload).handshake());
            }
            return switch (random.nextInt(100)) {
                case 0 -> new EnginePacket.Close();
                case 1 -> EnginePacket.Pong.HEARTBEAT;
                case 2 -> new EnginePacket.Upgrade();
                case 3, 4 -> new EnginePacket.Noop();
                case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 -> EnginePacket.message("from the server");
                default -> EnginePacket.Ping.HEARTBEAT;
            };
        }
    }
}
