package io.curlew.engineio.client;

import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The settings of a builder, complete and immutable.
 *
 * @param loop empty for one of the process-wide loops
 * @param callbackExecutor empty for the process-wide callback threads
 * @param direct whether callbacks run on the loop itself
 * @param budget empty if the caller itself bounds what is sent
 * @param maxMessageSize the most bytes of an incoming message or body
 */
record EngineSettings(
        Network network,
        SessionConfig session,
        Optional<EventLoop> loop,
        Optional<Executor> callbackExecutor,
        boolean direct,
        Optional<SendBudget> budget,
        IncomingBound incoming,
        int maxMessageSize) {

    /** Returns whether a message may have to go over polling. */
    boolean usesPolling() {
        return session.transports().contains(TransportType.POLLING);
    }

    /** Returns whether connecting is done only when the session has moved to WebSocket. */
    boolean requiresUpgrade() {
        return session.upgrade() == UpgradePolicy.REQUIRED;
    }
}
