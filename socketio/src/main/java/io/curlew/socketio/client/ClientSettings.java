package io.curlew.socketio.client;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.session.SessionConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The settings of a builder, complete and immutable.
 *
 * @param server the URL's scheme, host and port, to be named in the log
 * @param ackTimeout in nanoseconds
 * @param retries of events whose options do not say
 * @param budget the limits; each client has its own account of them
 * @param incoming how much may wait for listeners before reading stops
 * @param eventLoops empty for the process-wide ones
 * @param callbackExecutor empty for the process-wide callback threads
 * @param meter of each client of these settings
 * @param direct whether listeners run on the loop itself
 */
record ClientSettings(
        String server,
        Wire.Factory wires,
        Parser parser,
        Auth auth,
        SessionConfig session,
        long ackTimeout,
        int retries,
        SendBudget budget,
        IncomingBound incoming,
        Duration closeTimeout,
        Duration connectTimeout,
        Optional<Consumer<? super ConnectAttempt>> beforeAttempt,
        Optional<EventLoops> eventLoops,
        Optional<Executor> callbackExecutor,
        Meter meter,
        boolean direct,
        Consumer<? super Throwable> errorHandler) {}
