package io.curlew.testserver;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.PeerText;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A fault of a server, for all clients or for one: see {@link TestServer#rule} and {@link EngineConnection#rule}. A
 * rule reads like a sentence; without {@code next}, {@code after} or {@code oneIn} it always applies:
 *
 * <pre>{@code
 * server.rule(Rule.handshakes().next(2).answered(HttpReply.status(503).withHeader("retry-after", "1")));
 * server.rule(Rule.polls().after(3).next(1).reset());
 * server.rule(Rule.upgrades().stalled());
 * server.rule(Rule.answers().oneIn(10, 42).doubled());
 * socket.connection().rule(Rule.pings().dropped());
 * }</pre>
 */
public final class Rule {
    /** What a rule is about. */
    enum Subject {
        HANDSHAKE,
        POLL,
        POST,
        UPGRADE,
        PROBE,
        SWITCH,
        PING,
        PONG,
        SENT,
        RECEIVED,
        CONNECT,
        ANSWER,
        ROUTE
    }

    /** What is done instead of what a server does. */
    enum Fault {
        REPLY,
        STALL,
        RESET,
        CUT,
        COMPRESS,
        DROP,
        DELAY,
        DOUBLE,
        REPLACE
    }

    private final Selection selection;
    private final Fault fault;
    private final Optional<HttpReply> reply;
    private final Duration delay;
    private final int bytes;
    private final String packet;

    private Rule(Selection selection, Fault fault) {
        this(selection, fault, Optional.empty(), Duration.ZERO, 0, "");
    }

    private Rule(
            Selection selection, Fault fault, Optional<HttpReply> reply, Duration delay, int bytes, String packet) {
        this.selection = selection;
        this.fault = fault;
        this.reply = reply;
        this.delay = delay;
        this.bytes = bytes;
        this.packet = packet;
    }

    /** Rules about requests that open a session, on polling or WebSocket. */
    public static Requests handshakes() {
        return new Requests(Selection.all(Subject.HANDSHAKE));
    }

    /** Rules about the GETs of a session on polling. */
    public static Requests polls() {
        return new Requests(Selection.all(Subject.POLL));
    }

    /** Rules about the POSTs of a session on polling. */
    public static Requests posts() {
        return new Requests(Selection.all(Subject.POST));
    }

    /** Rules about WebSocket handshakes of an open session: the first step of an upgrade. */
    public static Requests upgrades() {
        return new Requests(Selection.all(Subject.UPGRADE));
    }

    /**
     * Rules about requests that a {@link TestServer#route} answers, after their body has arrived. They can only be
     * rules of the whole server, because these requests do not belong to an Engine.IO connection.
     */
    public static Requests routes() {
        return new Requests(Selection.all(Subject.ROUTE));
    }

    /** Rules about the answers to probes: the second step of an upgrade. */
    public static SentPackets probes() {
        return new SentPackets(Selection.all(Subject.PROBE));
    }

    /** Rules about the packets with which clients switch to the WebSocket: the third and last step of an upgrade. */
    public static Packets switches() {
        return new Packets(Selection.all(Subject.SWITCH));
    }

    /** Rules about the server's pings. */
    public static SentPackets pings() {
        return new SentPackets(Selection.all(Subject.PING));
    }

    /** Rules about the clients' pongs, without which the server ends their sessions. */
    public static Packets pongs() {
        return new Packets(Selection.all(Subject.PONG));
    }

    /** Rules about all Engine.IO packets that the server sends; a rule about the packet's kind takes precedence. */
    public static SentPackets sent() {
        return new SentPackets(Selection.all(Subject.SENT));
    }

    /**
     * Rules about all Engine.IO packets that clients send, except those of an upgrade; a rule about the packet's kind
     * takes precedence.
     */
    public static Packets received() {
        return new Packets(Selection.all(Subject.RECEIVED));
    }

    /**
     * Rules about CONNECT packets: while a CONNECT is dropped or delayed, the client receives nothing and has not
     * joined.
     */
    public static Connects connects() {
        return new Connects(Selection.all(Subject.CONNECT));
    }

    /** Rules about the answers to events. */
    public static Answers answers() {
        return new Answers(Selection.all(Subject.ANSWER));
    }

    Subject subject() {
        return selection.subject();
    }

    Fault fault() {
        return fault;
    }

    HttpReply reply() {
        return reply.orElseThrow();
    }

    Duration delay() {
        return delay;
    }

    int bytes() {
        return bytes;
    }

    String packet() {
        return packet;
    }

    /** Returns a function that tells whether the rule is for the one of that number, which are asked about in order. */
    IntPredicate newFilter() {
        return selection.newFilter();
    }

    /**
     * Returns what the rule does and to which requests or packets, as the journal shows it: {@code post: reply 503,
     * after 2, next 1}.
     */
    @Override
    public String toString() {
        return (subject() + ": " + fault).toLowerCase(Locale.ROOT) + detail() + selection.text();
    }

    private String detail() {
        return switch (fault) {
            case REPLY -> " " + reply().status();
            case DELAY -> " " + DurationText.of(delay);
            case CUT -> " after " + bytes + " bytes";
            case REPLACE -> " by \"" + PeerText.sentence(packet) + "\"";
            default -> "";
        };
    }

    /** Which of all that are of a kind, by their number, the first being 0. */
    private record Selection(Subject subject, int after, int times, int oneIn, long seed) {
        static Selection all(Subject subject) {
            return new Selection(subject, 0, Integer.MAX_VALUE, 1, 0);
        }

        Selection withAfter(int count) {
            return new Selection(subject, atLeast(0, count), times, oneIn, seed);
        }

        Selection withTimes(int count) {
            return new Selection(subject, after, atLeast(1, count), oneIn, seed);
        }

        Selection withOneIn(int count, long newSeed) {
            return new Selection(subject, after, times, atLeast(1, count), newSeed);
        }

        String text() {
            return (after == 0 ? "" : ", after " + after)
                    + (times == Integer.MAX_VALUE ? "" : ", next " + times)
                    + (oneIn == 1 ? "" : ", one in " + oneIn);
        }

        IntPredicate newFilter() {
            Random random = new Random(seed);
            return number -> number >= after && number - after < times && (oneIn == 1 || random.nextInt(oneIn) == 0);
        }
    }

    private static int atLeast(int least, int count) {
        if (count < least) {
            throw new IllegalArgumentException("The count must be at least " + least + ", not " + count);
        }
        return count;
    }

    /**
     * The requests or packets to which a rule applies. Immutable.
     *
     * @param <S> its own type
     */
    public abstract static sealed class Some<S> permits Requests, Packets, SentPackets, Connects, Answers {
        private final Selection selection;
        private final Function<Selection, S> constructor;

        private Some(Selection selection, Function<Selection, S> constructor) {
            this.selection = selection;
            this.constructor = constructor;
        }

        /** Skips the first {@code count} from now on. */
        public S after(int count) {
            return constructor.apply(selection.withAfter(count));
        }

        /** Limits the rule to the next {@code count}. */
        public S next(int count) {
            return constructor.apply(selection.withTimes(count));
        }

        /** Selects about one in {@code count} at random: the same ones for the same seed. */
        public S oneIn(int count, long seed) {
            return constructor.apply(selection.withOneIn(count, seed));
        }

        Rule rule(Fault fault) {
            return new Rule(selection, fault);
        }

        Rule replied(HttpReply reply) {
            return new Rule(selection, Fault.REPLY, Optional.of(reply), Duration.ZERO, 0, "");
        }

        /** @throws IllegalArgumentException when the delay is negative */
        Rule late(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("A delay can't be negative: " + DurationText.of(delay));
            }
            return new Rule(selection, Fault.DELAY, Optional.empty(), delay, 0, "");
        }

        Rule cut(int bytes) {
            return new Rule(selection, Fault.CUT, Optional.empty(), Duration.ZERO, atLeast(0, bytes), "");
        }

        Rule replaced(String packet) {
            return new Rule(selection, Fault.REPLACE, Optional.empty(), Duration.ZERO, 0, packet);
        }
    }

    /** The HTTP requests to which a rule applies. Immutable. */
    public static final class Requests extends Some<Requests> {
        private Requests(Selection selection) {
            super(selection, Requests::new);
        }

        /** Answers the requests with this reply. */
        public Rule answered(HttpReply reply) {
            return replied(reply);
        }

        /** Answers the requests with this status and no body. */
        public Rule answered(int status) {
            return replied(HttpReply.status(status));
        }

        /** Redirects the requests with status 307, which keeps the method. */
        public Rule redirected(String location) {
            return replied(new HttpReply(307, Map.of("location", location), ""));
        }

        /** Answers that the session is unknown, like a server that was restarted. */
        public Rule forgotten() {
            return replied(HttpReply.json(RequestError.UNKNOWN_SID.text()).withStatus(400));
        }

        /** Never answers the requests; their connection stays open. */
        public Rule stalled() {
            return rule(Fault.STALL);
        }

        /** Resets the connection of the requests. */
        public Rule reset() {
            return rule(Fault.RESET);
        }

        /**
         * Answers the requests, but closes their connection after that many bytes: within the answer, or in the data
         * that follows it, such as the frames of a WebSocket. With 0, nothing of the answer is sent.
         */
        public Rule cutAfter(int bytes) {
            return cut(bytes);
        }

        /**
         * Compresses the answers with gzip, whether the requests accept that or not, except for answers to WebSocket
         * handshakes.
         */
        public Rule compressed() {
            return rule(Fault.COMPRESS);
        }
    }

    /** The packets from clients to which a rule applies. Immutable. */
    public static final class Packets extends Some<Packets> {
        private Packets(Selection selection) {
            super(selection, Packets::new);
        }

        /** Ignores the packets. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /**
         * Handles the packets after a delay; later packets overtake them.
         *
         * @throws IllegalArgumentException if the delay is negative; a delay of more than 100 years counts as 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }

        /** Ignores the packets and resets their connection. */
        public Rule reset() {
            return rule(Fault.RESET);
        }
    }

    /** The packets from the server to which a rule applies. Immutable. */
    public static final class SentPackets extends Some<SentPackets> {
        private SentPackets(Selection selection) {
            super(selection, SentPackets::new);
        }

        /** Does not send them. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /** Sends them twice. */
        public Rule doubled() {
            return rule(Fault.DOUBLE);
        }

        /**
         * Sends the packets after a delay, with the packets that are sent together with them; packets sent in the
         * meantime overtake them. Over polling, the delayed packets keep the GET that brings them, so later ones wait,
         * and so does the client's upgrade, for the delay at most.
         *
         * @throws IllegalArgumentException if the delay is negative; a delay of more than 100 years counts as 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }

        /** Sends another packet instead. */
        public Rule replacedBy(BadPacket packet) {
            return replaced(packet.text());
        }

        /**
         * Sends this text instead, whether it is an Engine.IO packet or not: {@code "3prob"} for a wrong answer to a
         * probe.
         */
        public Rule replacedBy(String packet) {
            return replaced(packet);
        }

        /** Resets the connection instead of sending them. */
        public Rule reset() {
            return rule(Fault.RESET);
        }
    }

    /** The CONNECT packets to which a rule applies. Immutable. */
    public static final class Connects extends Some<Connects> {
        private Connects(Selection selection) {
            super(selection, Connects::new);
        }

        /** Never answers them; the client does not join. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /**
         * Handles them after a delay.
         *
         * @throws IllegalArgumentException if the delay is negative; a delay of more than 100 years counts as 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }
    }

    /** The answers to events to which a rule applies. Immutable. */
    public static final class Answers extends Some<Answers> {
        private Answers(Selection selection) {
            super(selection, Answers::new);
        }

        /** Does not send them. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /** Sends them twice. */
        public Rule doubled() {
            return rule(Fault.DOUBLE);
        }

        /**
         * Sends them after a delay.
         *
         * @throws IllegalArgumentException if the delay is negative; a delay of more than 100 years counts as 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }
    }
}
