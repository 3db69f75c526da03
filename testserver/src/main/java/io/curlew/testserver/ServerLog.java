package io.curlew.testserver;

import io.netty.handler.codec.PrematureChannelClosureException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's log, under the name of its public class. */
final class ServerLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.curlew.testserver.TestServer");

    private ServerLog() {}

    /** A connection failed, and is about to be closed. That it was lost is nothing to report; a bug of ours is. */
    static void connectionFailed(Throwable cause) {
        boolean lost = cause instanceof IOException
                || cause.getCause() instanceof IOException
                || cause instanceof PrematureChannelClosureException;
        if (!lost) {
            LOG.error("A connection of the test server failed", cause);
        }
    }

    static void handlerThrew(Throwable thrown) {
        try {
            LOG.error("A handler of the test server threw", thrown);
        } catch (Throwable unreadable) {
            LOG.error("A handler of the test server threw {}", thrown.getClass().getName());
        }
    }

    /** The server was closed, but something holds up its thread, which stays behind with its sockets. */
    static void threadDidNotEnd(Duration limit, String stack) {
        LOG.error(
                "A handler blocks the thread of the test server, which has not ended in {} s:\n{}",
                limit.toSeconds(),
                stack);
    }

    /** Returns its message; its name when it has none that can be read, so that the reader has something to go by. */
    static String message(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? name : message;
        } catch (Throwable unreadable) {
            return name;
        }
    }
}
