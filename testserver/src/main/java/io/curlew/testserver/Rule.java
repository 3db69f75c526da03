package io.curlew.testserver;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * A fault that a server shows: see {@link TestServer#rule}. A value that reads like a sentence; a rule without
 * {@code next}, {@code after} or {@code oneIn} is for all:
 *
 * <pre>{@code
 * server.rule(Rule.handshakes().next(2).answered(HttpReply.status(503).withHeader("retry-after", "1")));
 * server.rule(Rule.polls().after(3).next(1).reset());
 * server.rule(Rule.upgrades().stalled());
 * server.rule(Rule.answers().oneIn(10, 42).doubled());
 * server.rule(Rule.pings().dropped());
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
        PING,
        CONNECT,
        ANSWER
    }

    /** What is done instead of what a server does. */
    enum Fault {
        REPLY,
        STALL,
        RESET,
        DROP,
        DELAY,
        DOUBLE
    }

    private final Selection selection;
    private final Fault fault;
    private final Optional<HttpReply> reply;
    private final Duration delay;

    private Rule(Selection selection, Fault fault, Optional<HttpReply> reply, Duration delay) {
        this.selection = selection;
        this.fault = fault;
        this.reply = reply;
        this.delay = delay;
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

    /** Rules about the requests of a session for a WebSocket. */
    public static Requests upgrades() {
        return new Requests(Selection.all(Subject.UPGRADE));
    }

    /** Rules about the answers to probes, without which no upgrade goes on. */
    public static Packets probes() {
        return new Packets(Selection.all(Subject.PROBE));
    }

    /** Rules about the server's pings. */
    public static Packets pings() {
        return new Packets(Selection.all(Subject.PING));
    }

    /** Rules about the answers to CONNECT: the client hears nothing, and does not join. */
    public static Packets connects() {
        return new Packets(Selection.all(Subject.CONNECT));
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

    /** Returns a function that tells whether the rule is for the one of that number, which are asked about in order. */
    IntPredicate newFilter() {
        return selection.newFilter();
    }

    /** Returns what it does, as the journal tells it. */
    @Override
    public String toString() {
        String status = reply.map(answer -> " " + answer.status()).orElse("");
        return (subject() + ": " + fault + status).toLowerCase(Locale.ROOT);
    }

    private static Rule of(Selection selection, Fault fault) {
        return new Rule(selection, fault, Optional.empty(), Duration.ZERO);
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

        private static int atLeast(int least, int count) {
            if (count < least) {
                throw new IllegalArgumentException("The count must be at least " + least + ", not " + count);
            }
            return count;
        }

        IntPredicate newFilter() {
            Random random = new Random(seed);
            return number -> number >= after && number - after < times && (oneIn == 1 || random.nextInt(oneIn) == 0);
        }
    }

    /** Some requests, of which a rule says how they fare. Immutable. */
    public static final class Requests {
        private final Selection selection;

        private Requests(Selection selection) {
            this.selection = selection;
        }

        /** Returns those behind the first so many from now on. */
        public Requests after(int count) {
            return new Requests(selection.withAfter(count));
        }

        /** Returns the next so many. */
        public Requests next(int count) {
            return new Requests(selection.withTimes(count));
        }

        /** Returns about one in so many of them: the same ones for the same seed. */
        public Requests oneIn(int count, long seed) {
            return new Requests(selection.withOneIn(count, seed));
        }

        /** They get that answer. */
        public Rule answered(HttpReply reply) {
            return new Rule(selection, Fault.REPLY, Optional.of(reply), Duration.ZERO);
        }

        /** They get that status, and no body. */
        public Rule answered(int status) {
            return answered(HttpReply.status(status));
        }

        /** They are sent elsewhere, by status 307. */
        public Rule redirected(String location) {
            return answered(new HttpReply(307, Map.of("location", location), ""));
        }

        /** They are told that there is no such session, as after a restart or by the wrong node of a cluster. */
        public Rule forgotten() {
            return answered(HttpReply.json(RequestError.UNKNOWN_SID.text()).withStatus(400));
        }

        /** They get no answer, and their connection stays open. */
        public Rule stalled() {
            return of(selection, Fault.STALL);
        }

        /** Their connection is reset. */
        public Rule reset() {
            return of(selection, Fault.RESET);
        }
    }

    /** Some packets, of which a rule says that they are not sent. Immutable. */
    public static final class Packets {
        private final Selection selection;

        private Packets(Selection selection) {
            this.selection = selection;
        }

        /** Returns those behind the first so many from now on. */
        public Packets after(int count) {
            return new Packets(selection.withAfter(count));
        }

        /** Returns the next so many. */
        public Packets next(int count) {
            return new Packets(selection.withTimes(count));
        }

        /** Returns about one in so many of them: the same ones for the same seed. */
        public Packets oneIn(int count, long seed) {
            return new Packets(selection.withOneIn(count, seed));
        }

        /** They are not sent. */
        public Rule dropped() {
            return of(selection, Fault.DROP);
        }
    }

    /** Some answers to events, of which a rule says how they fare. Immutable. */
    public static final class Answers {
        private final Selection selection;

        private Answers(Selection selection) {
            this.selection = selection;
        }

        /** Returns those behind the first so many from now on. */
        public Answers after(int count) {
            return new Answers(selection.withAfter(count));
        }

        /** Returns the next so many. */
        public Answers next(int count) {
            return new Answers(selection.withTimes(count));
        }

        /** Returns about one in so many of them: the same ones for the same seed. */
        public Answers oneIn(int count, long seed) {
            return new Answers(selection.withOneIn(count, seed));
        }

        /** They are not sent. */
        public Rule dropped() {
            return of(selection, Fault.DROP);
        }

        /** They are sent twice. */
        public Rule doubled() {
            return of(selection, Fault.DOUBLE);
        }

        /** They are sent that much later. */
        public Rule delayed(Duration delay) {
            return new Rule(selection, Fault.DELAY, Optional.empty(), delay);
        }
    }
}
