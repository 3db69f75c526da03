package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Parser;
import java.util.function.BiPredicate;

/**
 * The settings of a {@link ClientSession}. Times in nanoseconds.
 *
 * @param parser makes packets of what arrives
 * @param reconnectDelay how long to wait before a reconnection attempt
 * @param reconnectAttempts how many may fail in a row; 0 for no reconnection
 * @param connectTimeout how long the server may take to answer a CONNECT packet, asking for the auth data included
 * @param attachmentTimeout how long a packet's attachments may take to arrive
 * @param closeTimeout how long closing waits for accepted events to be sent
 * @param earlyEvents how many events may come before the server's CONNECT answers, for all namespaces together
 * @param earlyBytes how many bytes of memory they may take, about
 * @param returns whether a namespace that the server has taken away is joined again
 * @param retriesRefusal which refusals of a namespace, by its name, are not final; must not throw
 * @param holdsBack whether events wait here while the connection can't write, where they can still be dropped
 */
public record SessionConfig(
        Parser parser,
        ReconnectDelay reconnectDelay,
        int reconnectAttempts,
        long connectTimeout,
        long attachmentTimeout,
        long closeTimeout,
        int earlyEvents,
        long earlyBytes,
        boolean returns,
        BiPredicate<String, ConnectFailure.Refused> retriesRefusal,
        boolean holdsBack) {}
