/**
 * The client's state machine: handshake, heartbeat, upgrade, write queue, close. No I/O, no clock, no threads: what
 * happened is a method of {@link io.curlew.engineio.session.EngineSession}, what to do comes out of its {@code poll()}
 * as {@link io.curlew.engineio.session.EngineAction}s, and time is an argument.
 *
 * <p>{@link io.curlew.engineio.session.EngineState} has the states; {@code Heartbeat}, {@code Upgrade},
 * {@code WriteQueue} and {@code Receipts} are parts of the session, each with a question of its own.
 */
package io.curlew.engineio.session;
