package io.curlew.emitter;

import io.curlew.engineio.loop.Subscription;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What an {@link Emitter} needs of a Redis client. {@link io.curlew.emitter.lettuce.LettuceRedis} and
 * {@link io.curlew.emitter.jedis.JedisRedis} are two; others are as short. Implementations must be safe for use by many
 * threads.
 */
public interface Redis {

    /**
     * Sends a command: {@code PUBLISH}, {@code SPUBLISH}, {@code XADD} or {@code PUBSUB}. Commands of one thread reach
     * Redis in the order of these calls. Does not wait for Redis.
     *
     * @param command the command's name and its arguments, as Redis receives them; must not be changed
     * @return completes with the reply: a {@code Long} for a number, {@code byte[]} for a string, a {@code List} of
     *     these for an array; fails if Redis refuses the command or cannot be reached. If it is cancelled, the command
     *     need not be sent
     */
    CompletionStage<?> call(List<byte[]> command);

    /**
     * Subscribes to a channel, and subscribes again by itself after the connection was lost.
     *
     * @param channel the channel
     * @param messages receives each message, one after the other, on any thread; it does not block
     * @return completes when Redis has confirmed it. If it is cancelled, which happens when that takes too long, nobody
     *     wants the messages: the channel is left again
     */
    CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages);

    /**
     * Returns whether a {@linkplain #call call} failed because Redis answered with an error, so that it has not
     * executed the command. By default {@code false}: nobody knows whether it did.
     *
     * @param failure with which the call completed
     */
    default boolean isErrorReply(Throwable failure) {
        return false;
    }

    /**
     * A channel of Pub/Sub.
     *
     * @param name its name, to be sent in UTF-8
     * @param sharded whether it belongs to sharded Pub/Sub ({@code SSUBSCRIBE})
     */
    record Channel(String name, boolean sharded) {}
}
