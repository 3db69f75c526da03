package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A command for Redis.
 *
 * @param words its name and arguments
 * @param bytes how many there are, together
 */
record Command(List<byte[]> words, long bytes) {

    static Command publish(Redis.Channel channel, byte[] message) {
        return of(channel.sharded() ? "SPUBLISH" : "PUBLISH", Utf8.of("A channel", channel.name()), message);
    }

    /** Asks how many subscribers a channel has. */
    static Command count(Redis.Channel channel) {
        return of("PUBSUB", utf8(channel.sharded() ? "SHARDNUMSUB" : "NUMSUB"), utf8(channel.name()));
    }

    static Command append(String stream, int maxLen, List<byte[]> fields) {
        List<byte[]> words = new ArrayList<>(List.of(
                utf8("XADD"), utf8(stream), utf8("MAXLEN"), utf8("~"), utf8(Integer.toString(maxLen)), utf8("*")));
        words.addAll(fields);
        return of(words);
    }

    private static Command of(String name, byte[]... args) {
        List<byte[]> words = new ArrayList<>(List.of(args));
        words.add(0, utf8(name));
        return of(words);
    }

    private static Command of(List<byte[]> words) {
        return new Command(
                List.copyOf(words),
                words.stream().mapToLong(word -> word.length).sum());
    }

    String name() {
        return new String(words.get(0), UTF_8);
    }

    @Override
    public String toString() {
        return name() + " of " + bytes + " bytes"; // the rest may be secret
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
