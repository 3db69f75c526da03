/*
 * For those who work on it: arrows between these classes point down this list, but for the API at its top, whose types name each
 * other.
 *
 * API                 Socket, SocketIoClient and its builder, Event, views; SocketEvents makes events of what arrives
 * sending threads     Emitter encodes, reserves room, hands over; Emission is an event on its way to the loop
 * one run             LazyRun begins a ClientRun: threads, budget, and the way to the loop
 * the loop            ClientDriver feeds the session and has done what it wants done
 * into the session    Requests from the application, LinkEvents from a connection
 * out of the session  Actions to the connection (by Attempts, Outbound, Connections), Reports to the application (by
 *                     SocketCore, one for each namespace); ReadingPause stops reading, WireWatch knows what can be written,
 *                     Overflow drops the oldest, AttemptHook asks the program before an attempt
 * to listeners        Delivery: the client's lane, and what waits in it
 * the network         Link is one connection, over a Wire, which EngineWire makes of an Engine.IO socket
 */
/** The Socket.IO client: namespaces, events and acks over one connection. */
package io.curlew.socketio.client;
