package io.curlew.engineio.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Which messages the server is known to have read, and which receipts are pending. Messages are counted in the order in
 * which they were accepted; of {@code accepted} messages, {@code handed} were given to a transport, and {@code read}
 * are known to have been read.
 *
 * <p>The proof depends on the transport. On polling it is the answer to a POST. On WebSocket it is the pong to a ping
 * that follows the messages (RFC 6455, section 5.5.2): one is sent when somebody waits, one at a time. Who does not
 * answer in time is not asked again, until it answers after all.
 */
final class Receipts {
    /**
     * How long a server may take to answer its first ping, from when that has left. A round trip around half the globe
     * takes no longer. Messages that were so long on their way are not read together with what follows, even without
     * proof.
     */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

    private List<Long> awaited = List.of(); // how many messages are to be read, for each who waits
    private final long longest;
    private long accepted;
    private long handed;
    private long read;
    private long givenUp;
    private long pinged;
    private boolean pinging;
    private boolean answers;
    private boolean silent;
    private long deadline = EngineSession.NONE;

    /** @param longest how long an answer is waited for at most, in nanoseconds */
    Receipts(long longest) {
        this.longest = longest;
    }

    void accepted() {
        accepted++;
    }

    /** The transport has these messages, or they were dropped: all but so many. */
    void handedAllBut(int waiting) {
        handed = accepted - waiting;
    }

    /** Somebody wants to know when all that was accepted so far is read. */
    void request() {
        if (awaited.isEmpty()) {
            awaited = new ArrayList<>(1);
        }
        awaited.add(accepted);
    }

    /** All that was handed over is known to be read. */
    void allRead() {
        read = handed;
    }

    /** Returns whether a ping is to be sent now, behind what was handed over. */
    boolean takePing() {
        if (pinging || !isAwaited() || isDecided() || awaited.get(0) > handed) {
            return false;
        }
        if (silent) {
            givenUp = handed;
            return false;
        }
        pinging = true;
        pinged = handed;
        return true;
    }

    /** The ping has left. */
    void pingLeft(long now) {
        if (pinging) {
            deadline = now + (answers ? longest : Math.min(PATIENCE, longest));
        }
    }

    /** The latest ping was answered. */
    void ponged() {
        answers = true;
        silent = false;
        read = Math.max(read, pinged);
        endPing();
    }

    /**
     * The answer did not come in time.
     *
     * @param unseen whether it may be there, but was not read
     */
    void tooLate(boolean unseen) {
        givenUp = pinged;
        silent = !unseen;
        endPing();
    }

    private void endPing() {
        pinging = false;
        deadline = EngineSession.NONE;
    }

    /** No message will be written any more. */
    void end() {
        givenUp = accepted;
        endPing();
    }

    boolean isAwaited() {
        return !awaited.isEmpty();
    }

    /**
     * Returns the result for the longest pending receipt, if it is decided: whether the messages are known to be read.
     */
    Optional<Boolean> poll() {
        return isAwaited() && isDecided() ? Optional.of(awaited.remove(0) <= read) : Optional.empty();
    }

    private boolean isDecided() {
        return awaited.get(0) <= Math.max(read, givenUp);
    }

    long deadline() {
        return deadline;
    }
}
