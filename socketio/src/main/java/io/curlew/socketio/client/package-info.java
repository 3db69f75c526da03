/*
 * For those who work on it: arrows between these classes point down this list, but for the API at its top, whose
 * types name each other.
 *
 * API                 Socket, SocketIoClient and its builder, Event, views; SocketEvents makes events of what arrives
 * sending threads     Emitter encodes, reserves room, hands over; Emission is an event on its way to the loop, and as an
 *                     OutgoingEvent (the session's Emit) goes through the session and comes out again
 * one run             LazyRun begins a ClientRun: threads, budget, and the way to the loop
 * the loop            ClientDriver feeds the session and has done what it wants done
 * into the session    Requests from the application, LinkEvents from a connection
 * out of the session  Actions to the connection (by Attempts, Outbound, Connections), Reports to the application (by
 *                     SocketCore, one for each namespace); ReadingPause stops reading, WireWatch knows what can be written,
 *                     Overflow drops the oldest of what waits to be sent, AttemptHook asks the program before an attempt
 * to listeners        Delivery: the client's lane, and what waits in it
 * the network         Link stands for one connection, and what arrives from an old one is ignored; its Wire, an EngineWire, is
 *                     an Engine.IO socket
 *
 * The way in: EngineWire receives each message on the loop, since its Engine.IO socket is in direct mode, and calls LinkEvents. These feed the ClientSession (Feed is ClientDriver.happened; Connections knows an old Link there):
 * decode, then Reports to the packet listeners, then received. ClientDriver polls, Reports find the SocketCore,
 * SocketEvents make an Event, which is a LaneTask. Delivery counts it in the Backlog and puts up to 64 into the lane
 * as one, which is woken when the read is over (batchEnd). There EventListeners call the application, and arguments
 * become values when it asks for them; then SocketCore takes note of the offset for a recovery. In direct mode all of
 * this is on the loop. An event also waits in the Inbox, if threads take events one by one.
 *
 * The way out: on the application's thread, Emitter chooses the ack id, encodes, asks the Wire whether that fits,
 * reserves room, and hands an Emission over by ClientRun to ClientDriver's Mailbox. On the loop, Requests have
 * WireWatch look at the connection and give the event to the session. What the session lets go comes through Actions
 * to Outbound, whose Batch ClientDriver has sent, when nothing else is left to do, to the Wire that Connections have.
 * The Engine.IO socket is on the same loop, so there is no other thread to wait for, and it has no budget of its own:
 * room is given back when it reports to LinkEvents, and these to Outbound, what is written.
 *
 * The way of an answer: into the session as an event's, which finds the OutgoingEvent again; Reports and its
 * SocketCore complete the event's Promise. A FuturePromise completes its future by Delivery.complete: on the callback
 * executor, outside the lane (in direct mode, on the loop). A CallbackPromise goes through the lane. A future that is
 * cancelled goes the way out: Emitter.cancel.
 */
/** The Socket.IO client: namespaces, events and acks over one connection. */
@NullMarked
package io.curlew.socketio.client;

import org.jspecify.annotations.NullMarked;
