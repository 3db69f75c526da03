/*
 * For those who work on it: arrows between these classes point down this list, but for the API at its top, whose
 * types name each other.
 *
 * API                 EngineSocket, its builder and its blocking view
 * one run             EngineRun: threads, budget, and the way to the loop
 * the loop            EngineDriver feeds the session, and does to the transports what it wants done
 * out of the session  EngineReports to the application: SocketView is what it may ask, EngineDelivery notifies it
 * settings            EngineSettings, complete; Endpoint, RequestSettings, SuppliedSettings and others are the builder's parts
 *
 * The way out: EngineSocket.send, on the sender's thread, reserves room (Unwritten, by a SendAccount if there is a
 * budget), and EngineRun carries the message through a Mailbox to the loop, emptied at once when the sender is on it.
 * EngineDriver gives it to the EngineSession, which, when the Transport is writable, wants all that waits written
 * together. Unwritten knows what has not left the program, and has the application notified when it has.
 *
 * The way in: a Transport calls EngineDriver.Link, which asks the EngineSession what that means. EngineReports hand
 * what comes out, pings as well, to EngineDelivery, and that calls the application's Callbacks: DirectDelivery on the
 * loop, and before them the EngineListener, which is how a Socket.IO client receives it; LaneDelivery in the socket's lane.
 */
/** The Engine.IO client: connect, send, listen, close. */
@NullMarked
package io.curlew.engineio.client;

import org.jspecify.annotations.NullMarked;
