package io.curlew.cli;

import static java.util.stream.Collectors.joining;

import io.curlew.testserver.BadPacket;
import io.curlew.testserver.HttpReply;
import io.curlew.testserver.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code --fault} says, in the words of the test server's rules: {@code pings=dropped},
 * {@code handshakes=503,next=2,retry-after=1}, {@code answers=delayed:2s,one-in=10}.
 */
sealed interface FaultRule {
    /** Reads a fault, and complains about what makes none. */
    static FaultRule parse(String text) {
        FaultWords words = FaultWords.parse(text);
        return WrongUsage.ifArgumentsAreWrong(() -> Kind.of(words.subject()).fault(words));
    }

    /**
     * A rule of the server.
     *
     * @param isOfSocketIo whether Engine.IO alone has nothing of that
     */
    record OfServer(Rule rule, boolean isOfSocketIo) implements FaultRule {}

    /** The server goes away. */
    record OfTime(Outages.Outage outage) implements FaultRule {}

    /** What can go wrong with what: the help shows it, and so does the complaint about anything else. */
    enum Kind {
        REQUEST(
                "handshakes, polls, posts",
                "STATUS, redirected:URL, forgotten,",
                "stalled, reset, cut-after:BYTES,",
                "compressed"),
        /** The answers to these have no body that could be compressed. */
        UPGRADE("upgrades", "STATUS, redirected:URL, forgotten,", "stalled, reset, cut-after:BYTES"),
        SENT("probes, pings, sent", "dropped, doubled, delayed:TIME,", "replaced-by:PACKET, reset"),
        RECEIVED("switches, pongs, received", "dropped, delayed:TIME, reset"),
        CONNECT("connects", "dropped, delayed:TIME"),
        ANSWER("answers", "dropped, doubled, delayed:TIME"),
        SERVER("server", "stopped:TIME, crashed:TIME");

        /** Whoever starts a server again has the same ones fail. */
        private static final long SEED = 1;

        private static final String STATUS = "\\d{3}";
        private static final String RETRY_AFTER = "retry-after";

        private final String subjects;
        private final String faults;

        /** @param faults in lines that fit into the table */
        Kind(String subjects, String... faults) {
            this.subjects = subjects;
            this.faults = String.join("\n", faults);
        }

        /** Returns the lines of the table. */
        static List<String> table() {
            return Stream.of(values()).flatMap(Kind::rows).toList();
        }

        private Stream<String> rows() {
            return "  %-36s%s"
                    .formatted(subjects, faults.replace("\n", "\n" + " ".repeat(38)))
                    .lines();
        }

        static Kind of(String subject) {
            return Stream.of(values())
                    .filter(kind -> List.of(kind.subjects.split(", ")).contains(subject))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsage("no fault is known for '" + subject + "', only for: "
                            + Stream.of(values()).map(kind -> kind.subjects).collect(joining(", "))));
        }

        FaultRule fault(FaultWords words) {
            if (!knows(words.fault())) {
                throw unknown(words);
            }
            words.refuseOptionsBut(options(words));
            words.refuseBoth("next", "one-in"); // would N count those that the choice leaves out?
            return this == SERVER ? outage(words) : new OfServer(rule(words), this == CONNECT || this == ANSWER);
        }

        private boolean knows(String fault) {
            return Stream.of(faults.split(",\\s", -1))
                    .map(shown -> shown.replaceFirst(":.*", "").replace("STATUS", STATUS))
                    .anyMatch(fault::matches);
        }

        private List<String> options(FaultWords words) {
            if (this == SERVER) {
                return List.of("for");
            }
            return words.fault().matches(STATUS)
                    ? List.of("after", "next", "one-in", RETRY_AFTER)
                    : List.of("after", "next", "one-in");
        }

        private static OfTime outage(FaultWords words) {
            return new OfTime(new Outages.Outage(
                    words.fault().equals("crashed"),
                    words.argument(DurationConverter::convert),
                    words.option("for", DurationConverter::convert)));
        }

        private Rule rule(FaultWords words) {
            return switch (words.subject()) {
                case "handshakes" -> request(words, Rule.handshakes());
                case "polls" -> request(words, Rule.polls());
                case "posts" -> request(words, Rule.posts());
                case "upgrades" -> request(words, Rule.upgrades());
                case "probes" -> sent(words, Rule.probes());
                case "pings" -> sent(words, Rule.pings());
                case "sent" -> sent(words, Rule.sent());
                case "switches" -> received(words, Rule.switches());
                case "pongs" -> received(words, Rule.pongs());
                case "received" -> received(words, Rule.received());
                case "connects" -> connect(words, Rule.connects());
                default -> answer(words, Rule.answers());
            };
        }

        private Rule request(FaultWords words, Rule.Requests all) {
            Rule.Requests some = selected(words, all);
            return switch (words.fault()) {
                case "redirected" -> some.redirected(words.argument(location -> location));
                case "forgotten" -> words.alone(some::forgotten);
                case "stalled" -> words.alone(some::stalled);
                case "reset" -> words.alone(some::reset);
                case "cut-after" -> some.cutAfter(words.argument(CountConverter::anyOfRule));
                case "compressed" -> words.alone(some::compressed);
                default -> words.alone(() -> some.answered(reply(words)));
            };
        }

        private Rule sent(FaultWords words, Rule.SentPackets all) {
            Rule.SentPackets some = selected(words, all);
            return switch (words.fault()) {
                case "dropped" -> words.alone(some::dropped);
                case "doubled" -> words.alone(some::doubled);
                case "delayed" -> some.delayed(words.argument(DurationConverter::convert));
                case "replaced-by" -> some.replacedBy(words.argument(Kind::packet));
                case "reset" -> words.alone(some::reset);
                default -> throw unknown(words);
            };
        }

        private Rule received(FaultWords words, Rule.Packets all) {
            Rule.Packets some = selected(words, all);
            return switch (words.fault()) {
                case "dropped" -> words.alone(some::dropped);
                case "delayed" -> some.delayed(words.argument(DurationConverter::convert));
                case "reset" -> words.alone(some::reset);
                default -> throw unknown(words);
            };
        }

        private Rule connect(FaultWords words, Rule.Connects all) {
            Rule.Connects some = selected(words, all);
            return switch (words.fault()) {
                case "dropped" -> words.alone(some::dropped);
                case "delayed" -> some.delayed(words.argument(DurationConverter::convert));
                default -> throw unknown(words);
            };
        }

        private Rule answer(FaultWords words, Rule.Answers all) {
            Rule.Answers some = selected(words, all);
            return switch (words.fault()) {
                case "dropped" -> words.alone(some::dropped);
                case "doubled" -> words.alone(some::doubled);
                case "delayed" -> some.delayed(words.argument(DurationConverter::convert));
                default -> throw unknown(words);
            };
        }

        private static <S extends Rule.Some<S>> S selected(FaultWords words, S all) {
            S behind = words.option("after", CountConverter::anyOfRule)
                    .map(all::after)
                    .orElse(all);
            S next = words.option("next", CountConverter::someOfRule)
                    .map(behind::next)
                    .orElse(behind);
            Optional<Integer> oneIn = words.option("one-in", CountConverter::someOfRule);
            return oneIn.map(count -> next.oneIn(count, SEED)).orElse(next);
        }

        private static HttpReply reply(FaultWords words) {
            HttpReply reply = HttpReply.status(Integer.parseInt(words.fault()));
            return words.option(RETRY_AFTER, CountConverter::anyOfRule)
                    .map(seconds -> reply.withHeader(RETRY_AFTER, String.valueOf(seconds)))
                    .orElse(reply);
        }

        private static BadPacket packet(String name) {
            return Stream.of(BadPacket.values())
                    .filter(packet -> word(packet).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsage("'" + name + "' is not one of the packets "
                            + Stream.of(BadPacket.values()).map(Kind::word).collect(joining(", "))));
        }

        private static String word(BadPacket packet) {
            return packet.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private WrongUsage unknown(FaultWords words) {
            return new WrongUsage(
                    words.subject() + " can't be '" + words.fault() + "', only: " + faults.replace("\n", " "));
        }
    }
}
