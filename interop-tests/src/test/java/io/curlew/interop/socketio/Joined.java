package io.curlew.interop.socketio;

import io.curlew.interop.Ticks;
import java.time.Duration;
import java.util.List;

/**
 * A namespace that a client under test has joined. What it waits for comes within 10 s, or the test fails. Values are
 * those of {@link io.curlew.interop.Values}.
 */
interface Joined {

    void emit(String event, Object... args);

    /** Emits an event and waits for the answer, at most that long; then fails with {@link AckTimedOut}. */
    List<Object> call(Duration timeout, String event, Object... args);

    /** Returns the arguments of the next event of that name. */
    List<Object> next(String event);

    /** Answers every {@code question} from now on with its own arguments. */
    void answerQuestions();

    /** Exchanges numbers with the server while the connection is upgraded. */
    default Ticks tick() {
        throw new UnsupportedOperationException("no test asks this client for it");
    }

    /**
     * Has the server cut the connection and send so many numbers before it is there again. Returns what has come by
     * then, with "recovered" or "anew" at its end, as the client sees it.
     */
    default List<Object> miss(int count) {
        throw new UnsupportedOperationException("no test asks this client for it");
    }

    void disconnect();

    /** Waits for the next disconnect and returns its reason. */
    String disconnected();

    /** Waits for the next time that the namespace is joined; the first {@code join} counts. */
    void connected();
}
