package io.curlew.kafka;

import io.curlew.socketio.client.RecoveryPoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The events of one session. A connection that is lost is not opened again until that is asked for, so that every event
 * of the one is taken before the next begins, and what lies between has a place among the records.
 */
interface Feed {

    /** Makes the next connect go on there; only before the first, and when it is {@link #over}. */
    void resumeFrom(RecoveryPoint point);

    /** Connects; the future fails when that can't be done now. */
    CompletableFuture<?> connect();

    /**
     * Returns whether the server has answered the latest connect, and the connection lasts. What is taken before that
     * was missed: a server that goes on where the session was sends it before its answer.
     */
    boolean connected();

    /** Returns whether the server has gone on where the session was before the latest connect. */
    boolean recovered();

    /** Returns whether no more events will come, but for those that wait to be taken, until the next connect. */
    boolean over();

    /** Takes the next event, if one waits. */
    Optional<Received> next();

    /** Returns where the server can go on after the last event that was taken. */
    Optional<RecoveryPoint> point();

    /** Returns how many events wait to be taken. */
    int waiting();

    /** Gives the connection up, so that the feed will be {@link #over}. */
    void hangUp();

    /**
     * Hangs up for good, without leaving the namespace: a server does not keep what was missed by those who leave.
     *
     * @return completes when the connection is closed
     */
    CompletableFuture<?> close();
}
