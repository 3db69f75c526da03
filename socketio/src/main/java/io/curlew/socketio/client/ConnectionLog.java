package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Failures;
import io.curlew.engineio.delivery.MissingLog;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.session.SocketAction;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what becomes of a client's connections, so that a program which waits does not wait in silence: failed attempts
 * as warnings, a loss and the way back as information, the first connection for debugging. In a process there is at
 * most one line a second for each kind and server; what was left out is counted in the next. Confined to the loop.
 */
final class ConnectionLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.curlew.socketio.client.SocketIoClient.connection");

    private final Logger log;
    private final String configured;
    private final LongSupplier clock;
    private String server;
    private Optional<Wire> wire = Optional.empty();
    private boolean wasOpen;

    /** @param server as URL, without anything that may be secret */
    ConnectionLog(String server) {
        this(LOG, server, System::nanoTime);
    }

    /** @param clock a monotonic one, in nanoseconds */
    ConnectionLog(Logger log, String server, LongSupplier clock) {
        this.log = log;
        this.configured = server;
        this.server = server;
        this.clock = clock;
    }

    /** An attempt begins; the hook may have chosen another server for it. */
    void begins(Optional<String> chosen) {
        server = chosen.map(ServerName::of).orElse(configured);
        wire = Optional.empty();
    }

    /** The attempt is under way; a supplier of the program may choose the server even now. */
    void opening(Optional<Wire> connection) {
        wire = connection;
    }

    /** The supplier has answered by now, or never will; nobody needs the connection for its name any more. */
    private void settleServer() {
        server = wire.flatMap(Wire::suppliedServer).orElse(server);
        wire = Optional.empty();
    }

    void opened(int attempt) {
        settleServer();
        if (wasOpen) {
            OptionalLong more = enter("back");
            if (more.isPresent()) {
                log.info("Connected again to {}{}{}", server, shown(attempt), others(more));
            }
        } else {
            log.debug("Connected to {}{}", server, shown(attempt));
        }
        wasOpen = true;
    }

    void failed(int attempt, Throwable cause) {
        settleServer();
        OptionalLong more = enter("failed " + cause.getClass().getName());
        if (more.isPresent()) {
            String why = Failures.message(cause);
            warn("failed", "Could not connect to " + server + shown(attempt) + ": " + why + others(more));
        }
    }

    void gaveUp(int attempts) {
        OptionalLong more = enter("gave up");
        if (more.isPresent()) {
            warn(
                    "gave up",
                    "Gave up connecting to " + server + " after "
                            + (wasOpen ? attempts + " reconnection attempts" : attempts + 1 + " attempts")
                            + ", the limit reconnectionAttempts: connect() tries again" + others(more));
        }
    }

    void lost(SocketAction.ConnectionClosed closed) {
        if (closed.reason() == DisconnectReason.IO_CLIENT_DISCONNECT) {
            log.debug("Closed the connection to {}", server);
            return;
        }
        OptionalLong more = enter(closed.willReconnect() ? "lost" : "lost for good");
        if (more.isPresent()) {
            String why = closed.cause()
                    .map(cause -> ": " + PeerText.escaped(Failures.message(cause)))
                    .orElse("");
            String next = closed.willReconnect() ? "reconnecting" : "not reconnecting";
            log.info(
                    "Lost the connection to {} ({}), {}{}{}",
                    server,
                    closed.reason().text(),
                    next,
                    why,
                    others(more));
        }
    }

    /** A namespace could not be joined over a connection that there is. */
    void notJoined(String namespace, ConnectFailedException why) {
        OptionalLong more = enter("not joined " + why.reason() + ' ' + why.willRetry() + ' ' + namespace);
        if (more.isPresent()) {
            String next = why.willRetry() ? "trying again" : "not trying again";
            warn("not joined", Failures.message(why) + " (" + server + ", " + next + ')' + others(more));
        }
    }

    private void warn(String kind, String text) {
        String line = PeerText.escaped(text); // what a hook of the program has thrown may quote anything
        log.warn("{}", line);
        MissingLog.printOnce("connection " + kind, line);
    }

    private OptionalLong enter(String kind) {
        return LogPace.enter(kind + ' ' + server, clock.getAsLong());
    }

    /**
     * Before the first connection, "reconnection" would be misleading.
     *
     * @param attempt 0 for the first
     */
    private String shown(int attempt) {
        if (attempt == 0) {
            return "";
        }
        return wasOpen ? " (reconnection attempt " + attempt + ')' : " (attempt " + (attempt + 1) + ')';
    }

    private static String others(OptionalLong more) {
        return more.getAsLong() == 0 ? "" : " (and " + more.getAsLong() + " more like this)";
    }
}
