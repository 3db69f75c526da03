package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A broadcast asked for answers, but not all clients answered in time, or before they left. */
public final class MissingAnswersException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    private final transient List<Args> answers;
    private final int missing;

    MissingAnswersException(List<Args> answers, int missing) {
        super(missing + " of " + (answers.size() + missing) + " clients did not answer");
        this.answers = List.copyOf(answers);
        this.missing = missing;
    }

    /** Returns the answers that arrived. */
    public List<Args> answers() {
        return answers;
    }

    /** Returns the number of missing answers. */
    public int missing() {
        return missing;
    }
}
