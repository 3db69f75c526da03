package io.curlew.emitter;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One request, and its answers so far. */
final class Call {
    private static final long UNKNOWN = -1;

    private final String event;
    private final boolean ofClients;
    private final Settings settings;
    private final CompletableFuture<Answers> result = new CompletableFuture<>();
    private final List<Args> answers = new ArrayList<>();
    /** The servers that have said who they are; no more than there may be answers, since anybody may make up some. */
    private final Set<String> known = new HashSet<>();
    /** What the answers to all events take that still wait for more. */
    private final AtomicLong allHeld;

    private long held; // of that, the answers to this one
    private long expectedServers = UNKNOWN;
    private long servers;
    private long clients;
    private long unreadable;
    private @Nullable RuntimeException whyUnreadable; // the first

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

    boolean isOfClients() {
        return ofClients;
    }

    /** Returns whether there are servers, of which none has said anything. */
    synchronized boolean isUnheard() {
        return expectedServers > 0 && servers == 0 && arrived() == 0;
    }

    /** Redis says how many servers there are. */
    synchronized void expect(long count) {
        expectedServers = count;
        completeIfWhole();
    }

    /** A server says how many clients got the event; a peer may claim any number, of which nothing is made. */
    synchronized void counted(Optional<String> server, long count) {
        if (isRepeated(server)) {
            return;
        }
        servers++;
        clients += Math.min(Math.max(count, 0), Integer.MAX_VALUE);
        completeIfWhole();
    }

    /** Returns whether this server has said so before: when a Redis client sends an event again, servers do so, too. */
    private boolean isRepeated(Optional<String> server) {
        return server.isPresent() && known.size() < settings.maxAnswers() && !known.add(server.get());
    }

    /** @param size how much the answer takes, in bytes */
    synchronized void answered(Optional<String> server, Args answer, long size) {
        if (isUnwanted(server)) {
            return;
        }
        held += size;
        if (allHeld.addAndGet(size) > settings.maxAnswerBytes() || isFull()) {
            failForMore();
            return;
        }
        answers.add(answer);
        servers += ofClients ? 0 : 1;
        completeIfWhole();
    }

    /** The others are waited for all the same: one client shall not keep their answers from anybody. */
    synchronized void unreadable(Optional<String> server, RuntimeException why) {
        if (isUnwanted(server)) {
            return;
        }
        if (isFull()) {
            failForMore();
            return;
        }
        unreadable++;
        whyUnreadable = whyUnreadable == null ? why : whyUnreadable;
        servers += ofClients ? 0 : 1;
        completeIfWhole();
    }

    /** An answer needs more room than there is. */
    synchronized void tooLarge(Optional<String> server) {
        if (!isUnwanted(server)) {
            failForMore();
        }
    }

    private boolean isUnwanted(Optional<String> server) {
        return result.isDone() || (!ofClients && isRepeated(server));
    }

    private boolean isFull() {
        return arrived() >= settings.maxAnswers();
    }

    private long arrived() {
        return answers.size() + unreadable;
    }

    private void failForMore() {
        fail(
                MissingAnswersException.Reason.REFUSED,
                "more came than " + settings.maxAnswers() + " answers or " + settings.maxAnswerBytes()
                        + " bytes (the limit maxAnswers)");
    }

    /** Returns how large the next answer may be. */
    long left() {
        return settings.maxAnswerBytes() - allHeld.get();
    }

    private void completeIfWhole() {
        boolean all = arrived() >= (ofClients ? clients : expectedServers);
        if (expectedServers == UNKNOWN || servers < expectedServers || !all) {
            return;
        } else if (whyUnreadable == null) {
            result.complete(soFar());
        } else {
            result.completeExceptionally(missing(MissingAnswersException.Reason.REFUSED, soManyUnreadable()));
        }
    }

    void fail(MissingAnswersException.Reason reason, String why) {
        result.completeExceptionally(missing(reason, why));
    }

    synchronized MissingAnswersException missing(MissingAnswersException.Reason reason, String why) {
        String all = whyUnreadable == null || reason == MissingAnswersException.Reason.REFUSED
                ? why
                : why + ", and " + soManyUnreadable();
        return new MissingAnswersException(reason, message(all), soFar(), whyUnreadable);
    }

    private String soManyUnreadable() {
        return unreadable == 1 ? "one of them can't be read" : unreadable + " of them can't be read";
    }

    private String message(String why) {
        String ofServers = expectedServers == UNKNOWN ? "" : " of " + expectedServers;
        String soMany = ofClients
                ? servers + ofServers + " servers have reported their number of clients, and " + arrived() + " of "
                        + clients + " clients have answered"
                : arrived() + ofServers + " servers have answered";
        return "Answers to event \"" + PeerText.name(event) + "\" are missing: " + why + "; " + soMany;
    }

    private Answers soFar() {
        return new Answers(answers, servers);
    }
}
