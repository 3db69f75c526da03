/*
 * For those who work on it: arrows between these classes point down this list, but for the API at its top, whose types name each
 * other.
 *
 * API                 EngineSocket, its builder and its blocking view
 * one run             EngineRun: threads, budget, and the way to the loop
 * the loop            EngineDriver feeds the session, and does to the transports what it wants done
 * out of the session  Reports to the application: SocketView is what it may ask, Delivery brings it what it is told
 * settings            EngineSettings, complete; Endpoint, RequestSettings, SuppliedSettings and others are the builder's parts
 *
 * The way out: EngineSocket.send reserves room (SendAccount), EngineRun carries the message through a Mailbox to the loop,
 * EngineDriver gives it to the EngineSession and what comes out to a Transport. Unwritten knows what has not left the program.
 *
 * The way in: a Transport tells EngineDriver, which asks the EngineSession what that means; Reports and Delivery call the
 * application's Callbacks, on the loop or in the socket's lane.
 */
/** The Engine.IO client: connect, send, listen, close. */
package io.curlew.engineio.client;
