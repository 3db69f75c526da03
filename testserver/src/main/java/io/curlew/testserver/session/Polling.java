package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.session.ServerEngineAction.AnswerGet;
import io.curlew.testserver.session.ServerEngineAction.AnswerPost;
import io.curlew.testserver.session.ServerEngineAction.Refuse;
import java.util.List;
import java.util.Queue;

/** The one GET and the one POST that a polling session may have in flight. */
final class Polling {
    static final EnginePacket NOOP = new EnginePacket.Noop();

    private static final long NO_REQUEST = -1;

    private final Queue<ServerEngineAction> actions;
    private long get = NO_REQUEST;
    private long post = NO_REQUEST;

    Polling(Queue<ServerEngineAction> actions) {
        this.actions = actions;
    }

    boolean getIsWaiting() {
        return get != NO_REQUEST;
    }

    boolean isGet(long request) {
        return get == request;
    }

    boolean postIsRunning() {
        return post != NO_REQUEST;
    }

    boolean isPost(long request) {
        return post == request;
    }

    /** Takes a GET. Refuses it, and returns false, when another one waits. */
    boolean get(long request) {
        if (getIsWaiting()) {
            refuse(request);
            return false;
        }
        get = request;
        return true;
    }

    /** Takes a POST. Refuses it, and returns false, when another one is running. */
    boolean post(long request) {
        if (postIsRunning()) {
            refuse(request);
            return false;
        }
        post = request;
        return true;
    }

    void refuse(long request) {
        actions.add(new Refuse(request));
    }

    void answerGet(List<EnginePacket> packets) {
        if (getIsWaiting()) {
            actions.add(new AnswerGet(get, packets));
            get = NO_REQUEST;
        }
    }

    void answerPost() {
        if (postIsRunning()) {
            actions.add(new AnswerPost(post));
            post = NO_REQUEST;
        }
    }

    void refusePost() {
        if (postIsRunning()) {
            refuse(post);
            post = NO_REQUEST;
        }
    }

    /** Forgets the GET, which can't be answered any more. */
    void loseGet() {
        get = NO_REQUEST;
    }

    /** Forgets the POST, which can't be answered any more or has been answered by the driver. */
    void losePost() {
        post = NO_REQUEST;
    }
}
