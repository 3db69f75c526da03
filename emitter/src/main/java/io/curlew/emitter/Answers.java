package io.curlew.emitter;

import io.curlew.socketio.protocol.Args;
import java.util.List;

/**
 * The answers to an event, in the order in which they arrived. Servers forward only the first argument of an answer, so
 * each of these has one argument or none.
 *
 * @param all one for each client, or each server, that has answered
 * @param servers the number of servers that have reported the event; 0, with no answers, when Redis knows no server
 */
public record Answers(List<Args> all, long servers) {
    /** Keeps a copy of the list. */
    public Answers {
        all = List.copyOf(all);
    }

    @Override
    public String toString() {
        return all.size() + " answers from " + servers + " servers"; // they may be secret
    }
}
