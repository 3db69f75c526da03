package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A broadcast asked for answers, and not every client has answered in time, or before it left. */
public final class MissingAnswersException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    private final transient List<Args> answers;
    private final int missing;

    MissingAnswersException(List<Args> answers, int missing) {
        super(missing + " of " + (answers.size() + missing) + " clients did not answer");
        this.answers = List.copyOf(answers);
        this.missing = missing;
    }

    /** Returns the answers that came. */
    public List<Args> answers() {
        return answers;
    }

    /** Returns how many did not. */
    public int missing() {
        return missing;
    }
}
