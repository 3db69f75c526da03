/*
 * For those who work on it: arrows between these classes point down this list.
 *
 * API                 Emitter and Broadcast say what to whom; Redis and ServerAdapter say how to reach the servers
 * one emitter         Cluster encodes, sends, and completes the application's futures on the executor
 * the servers         Wire makes Commands of what the application wants: PubSubWire, ShardedWire and StreamsWire, each as its
 *                     adapter does, byte by byte; Values makes plain values of the application's, and MessagePack and
 *                     JavaScriptJson write these as the servers' own libraries do
 * to Redis            Line bounds what is on the way and how long it takes
 * answers             Switchboard listens and finds the Call; Fields (Packed, JsonFields) look at what peers sent, and
 *                     AnswerReader makes arguments of it
 */
/** Sends events into a cluster of Socket.IO servers through Redis, without being a client. */
@NullMarked
package io.curlew.emitter;

import org.jspecify.annotations.NullMarked;
