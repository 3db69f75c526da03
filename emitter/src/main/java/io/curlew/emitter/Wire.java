package io.curlew.emitter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an adapter's servers talk to each other: each method does what such a server does, byte by byte. */
interface Wire {
    /** The type of an event's packet. */
    int EVENT = 2;
    /** By this name the servers know all emitters. */
    String EMITTER = "emitter";

    /** Sends an event to clients. */
    Command broadcast(Target target, List<@Nullable Object> data);

    /** Sends an event to clients, which are to answer. */
    Command broadcast(Target target, List<@Nullable Object> data, Asker asker);

    /** Sends an event to the servers themselves. */
    Command toServers(String namespace, List<@Nullable Object> data);

    /** Sends an event to the servers themselves, which are to answer. */
    Command toServers(String namespace, List<@Nullable Object> data, Asker asker);

    Command join(Target target, List<String> rooms);

    Command leave(Target target, List<String> rooms);

    Command disconnect(Target target, boolean close);

    /** Returns the channel of a namespace that all its servers, and nobody else, subscribe to. */
    Redis.Channel servers(String namespace);

    /** Returns the channel for answers to a requester. */
    List<Redis.Channel> answers(String namespace, String uid);

    /**
     * Reads what arrives there.
     *
     * @return empty when it is nothing that answers a request of ours
     * @throws io.curlew.socketio.protocol.ParseException when it is not well-formed
     */
    Optional<Response> read(byte[] message);

    /**
     * Who asks.
     *
     * @param uid by this name the servers know the emitter
     * @param requestId which of its requests it is
     */
    record Asker(String uid, String requestId) {}
}
