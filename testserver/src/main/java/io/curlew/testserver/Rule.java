package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * A fault that a server shows, to all clients or to one: see {@link TestServer#rule} and {@link EngineConnection#rule}.
 * A value that reads like a sentence; a rule without {@code next}, {@code after} or {@code oneIn} is for all:
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

    /** Rules about the requests of a session for a WebSocket: the first step of an upgrade. */
    public static Requests upgrades() {
        return new Requests(Selection.all(Subject.UPGRADE));
    }

    /**
     * Rules about the requests that a {@link TestServer#route} answers, when all of their body is there; of the whole
     * server, since none belongs to a connection of Engine.IO.
     */
    public static Requests routes() {
        return new Requests(Selection.all(Subject.ROUTE));
    }

    /** Rules about the answers to probes, without which no upgrade goes on: the second step. */
    public static SentPackets probes() {
        return new SentPackets(Selection.all(Subject.PROBE));
    }

    /** Rules about the packets by which clients go over to the WebSocket: the third and last step of an upgrade. */
    public static Packets switches() {
        return new Packets(Selection.all(Subject.SWITCH));
    }

    /** Rules about the server's pings. */
    public static SentPackets pings() {
        return new SentPackets(Selection.all(Subject.PING));
    }

    /** Rules about the clients' pongs, without which the server takes them for gone. */
    public static Packets pongs() {
        return new Packets(Selection.all(Subject.PONG));
    }

    /** Rules about all packets of Engine.IO that the server sends; one about the packet's kind comes first. */
    public static SentPackets sent() {
        return new SentPackets(Selection.all(Subject.SENT));
    }

    /**
     * Rules about all packets of Engine.IO that clients send, but for what belongs to an upgrade; one about the
     * packet's kind comes first.
     */
    public static Packets received() {
        return new Packets(Selection.all(Subject.RECEIVED));
    }

    /** Rules about CONNECTs: while one is dropped or late, the client receives nothing and has not joined. */
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

    /** Returns what it does and to which, as the journal tells it: {@code post: reply 503, after 2, next 1}. */
    @Override
    public String toString() {
        return (subject() + ": " + fault).toLowerCase(Locale.ROOT) + detail() + selection.text();
    }

    private String detail() {
        return switch (fault) {
            case REPLY -> " " + reply().status();
            case DELAY -> " " + delay;
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
     * Some of what a server does or gets, of which a rule says how it fares. Immutable.
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

        /** Returns those behind the first so many from now on. */
        public S after(int count) {
            return constructor.apply(selection.withAfter(count));
        }

        /** Returns the next so many. */
        public S next(int count) {
            return constructor.apply(selection.withTimes(count));
        }

        /** Returns about one in so many of them: the same ones for the same seed. */
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
                throw new IllegalArgumentException("A delay can't be negative: " + delay);
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

    /** Some requests, of which a rule says how they fare. Immutable. */
    public static final class Requests extends Some<Requests> {
        private Requests(Selection selection) {
            super(selection, Requests::new);
        }

        /** They get that answer. */
        public Rule answered(HttpReply reply) {
            return replied(reply);
        }

        /** They get that status, and no body. */
        public Rule answered(int status) {
            return replied(HttpReply.status(status));
        }

        /** They are sent to another place: status 307, which keeps the method. */
        public Rule redirected(String location) {
            return replied(new HttpReply(307, Map.of("location", location), ""));
        }

        /** The server says that it knows no such session, as one does that was restarted. */
        public Rule forgotten() {
            return replied(HttpReply.json(RequestError.UNKNOWN_SID.text()).withStatus(400));
        }

        /** They get no answer, and their connection stays open. */
        public Rule stalled() {
            return rule(Fault.STALL);
        }

        /** Their connection is reset. */
        public Rule reset() {
            return rule(Fault.RESET);
        }

        /**
         * They are answered, but their connection is closed after that many bytes from now on: within the answer, or
         * within what follows it there, such as the frames of a WebSocket. With 0 nothing of the answer is sent.
         */
        public Rule cutAfter(int bytes) {
            return cut(bytes);
        }

        /** Their answer is compressed by gzip, whether they accept that or not; not that to a WebSocket's. */
        public Rule compressed() {
            return rule(Fault.COMPRESS);
        }
    }

    /** Some packets that clients send, of which a rule says how they fare. Immutable. */
    public static final class Packets extends Some<Packets> {
        private Packets(Selection selection) {
            super(selection, Packets::new);
        }

        /** They are ignored. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /**
         * They are handled that much later; what comes meanwhile overtakes them.
         *
         * @throws IllegalArgumentException when the delay is negative; one of more than 100 years takes 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }

        /** They are ignored, and the connection that brought them is reset. */
        public Rule reset() {
            return rule(Fault.RESET);
        }
    }

    /** Some packets that the server sends, of which a rule says how they fare. Immutable. */
    public static final class SentPackets extends Some<SentPackets> {
        private SentPackets(Selection selection) {
            super(selection, SentPackets::new);
        }

        /** They are not sent. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /** They are sent twice. */
        public Rule doubled() {
            return rule(Fault.DOUBLE);
        }

        /**
         * They are sent that much later, with what goes out together with them; what is sent meanwhile is first.
         *
         * @throws IllegalArgumentException when the delay is negative; one of more than 100 years takes 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }

        /** Another packet is sent in their place. */
        public Rule replacedBy(BadPacket packet) {
            return replaced(packet.text());
        }

        /**
         * That text is sent in their place, whether it is a packet of Engine.IO or not: {@code "3prob"} for a wrong
         * answer to a probe.
         */
        public Rule replacedBy(String packet) {
            return replaced(packet);
        }

        /** The connection that was to carry them is reset. */
        public Rule reset() {
            return rule(Fault.RESET);
        }
    }

    /** Some CONNECTs, of which a rule says how they fare. Immutable. */
    public static final class Connects extends Some<Connects> {
        private Connects(Selection selection) {
            super(selection, Connects::new);
        }

        /** They are never answered, and the client does not join. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /**
         * They are handled that much later.
         *
         * @throws IllegalArgumentException when the delay is negative; one of more than 100 years takes 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }
    }

    /** Some answers to events, of which a rule says how they fare. Immutable. */
    public static final class Answers extends Some<Answers> {
        private Answers(Selection selection) {
            super(selection, Answers::new);
        }

        /** They are not sent. */
        public Rule dropped() {
            return rule(Fault.DROP);
        }

        /** They are sent twice. */
        public Rule doubled() {
            return rule(Fault.DOUBLE);
        }

        /**
         * They are sent that much later.
         *
         * @throws IllegalArgumentException when the delay is negative; one of more than 100 years takes 100 years
         */
        public Rule delayed(Duration delay) {
            return late(delay);
        }
    }
}
