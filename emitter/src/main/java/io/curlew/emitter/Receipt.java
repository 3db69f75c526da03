package io.curlew.emitter;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The reply of Redis to a command that it accepted. It says nothing about clients.
 *
 * @param subscribers with Pub/Sub, the number of connections to which Redis has passed the message, usually one for
 *     each server: 0 if there is none. With the sharded adapter in a dynamic mode, an event to one room reaches only
 *     the servers with clients in that room, and only those count. In a Redis Cluster, only those of one node count.
 *     Empty for an entry of a stream
 * @param offset with the Redis Streams adapter, the id of the entry in the stream. For an event that is not volatile,
 *     this is the offset that clients receive with it, and send when they reconnect (connection state recovery). Empty
 *     with Pub/Sub
 */
public record Receipt(OptionalLong subscribers, Optional<String> offset) {}
