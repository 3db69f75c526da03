package io.curlew.emitter;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** One request, and its answers so far. */
final class Call {
    private static final long UNKNOWN = -1;

    private final String event;
    private final boolean ofClients;
    private final Settings settings;
    private final CompletableFuture<Answers> result = new CompletableFuture<>();
    private final List<Args> answers = new ArrayList<>();
    /** What the answers to all events take that still wait for more. */
    private final AtomicLong allHeld;

    private long held; // of that, the answers to this one
    private long expectedServers = UNKNOWN;
    private long servers;
    private long clients;

    /** @param ofClients whether clients answer, whose number each server reports; otherwise the servers answer */
    Call(String event, boolean ofClients, Settings settings, AtomicLong allHeld) {
        this.event = event;
        this.ofClients = ofClients;
        this.settings = settings;
        this.allHeld = allHeld;
        var unused = result.whenComplete((answers, failure) -> release());
    }

    private synchronized void release() {
        allHeld.addAndGet(-held);
        held = 0;
    }

    CompletableFuture<Answers> result() {
        return result;
    }

    /** Redis says how many servers there are. */
    synchronized void expect(long count) {
        expectedServers = count;
        completeIfWhole();
    }

    /** A server says how many clients got the event; a peer may claim any number, of which nothing is made. */
    synchronized void counted(long count) {
        servers++;
        clients += Math.min(Math.max(count, 0), Integer.MAX_VALUE);
        completeIfWhole();
    }

    /** @param size how much the answer takes, in bytes */
    synchronized void answered(Args answer, long size) {
        if (result.isDone()) {
            return;
        }
        held += size;
        boolean fits = allHeld.addAndGet(size) <= settings.maxAnswerBytes();
        if (!fits || answers.size() == settings.maxAnswers()) {
            fail(
                    MissingAnswersException.Reason.REFUSED,
                    "more came than " + settings.maxAnswers() + " answers or " + settings.maxAnswerBytes()
                            + " bytes (the limit maxAnswers)");
            return;
        }
        answers.add(answer);
        servers += ofClients ? 0 : 1;
        completeIfWhole();
    }

    /** Returns how large the next answer may be. */
    long left() {
        return settings.maxAnswerBytes() - allHeld.get();
    }

    private void completeIfWhole() {
        boolean all = ofClients ? answers.size() >= clients : answers.size() >= expectedServers;
        if (expectedServers != UNKNOWN && servers >= expectedServers && all) {
            result.complete(soFar());
        }
    }

    synchronized void unreadable(RuntimeException why) {
        result.completeExceptionally(new MissingAnswersException(message("one of them can't be read"), soFar(), why));
    }

    void fail(MissingAnswersException.Reason reason, String why) {
        result.completeExceptionally(missing(reason, why));
    }

    synchronized MissingAnswersException missing(MissingAnswersException.Reason reason, String why) {
        return new MissingAnswersException(reason, message(why), soFar());
    }

    private String message(String why) {
        String ofServers = expectedServers == UNKNOWN ? "" : " of " + expectedServers;
        String soMany = ofClients
                ? servers + ofServers + " servers have reported their number of clients, and " + answers.size() + " of "
                        + clients + " clients have answered"
                : answers.size() + ofServers + " servers have answered";
        return "Answers to event \"" + PeerText.name(event) + "\" are missing: " + why + "; " + soMany;
    }

    private Answers soFar() {
        return new Answers(answers, servers);
    }
}
