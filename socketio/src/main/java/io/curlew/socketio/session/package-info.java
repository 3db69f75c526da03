/**
 * State machines for decoding, namespaces, acks, buffers, retries, recovery and reconnection. No I/O, no clock, no
 * threads: what happened is a method of {@link io.curlew.socketio.session.ClientSession}, what to do comes out of its
 * {@code poll()} as {@link io.curlew.socketio.session.SocketAction}s, and time is an argument.
 *
 * <p>{@code ClientSession} has one {@code Connection}, whose {@code Reception} decodes what arrives (first
 * {@code decode}, then {@code received}) and whose {@code Reconnection} paces the way back after a loss, and a
 * {@code NamespaceSession} for each namespace. What a namespace sends goes through its {@code Outgoing}: at once, out
 * of the {@code SendBuffer}, or again and again out of the {@code RetryQueue}; {@code PendingAcks} keep the pending
 * answers, under the id that came with the event ({@code Emit}), but for what is sent again: its answer ends that in
 * the {@code RetryQueue}. {@code Proof} is what the server is known to have read. What it receives waits in a
 * {@code ReceiveBuffer} until it is connected, and moves its {@code Recovery} on. All share a {@code Core}: settings,
 * {@code Timers}, and the queue of actions.
 */
package io.curlew.socketio.session;
