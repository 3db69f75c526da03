package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.loop.Subscription;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes note of commands, and answers as a test wants. */
final class FakeRedis implements Redis {
    final List<List<byte[]>> commands = new ArrayList<>();
    final Map<String, Consumer<byte[]>> channels = new ConcurrentHashMap<>();
    final List<CompletableFuture<Subscription>> asked = new ArrayList<>();
    Function<String, CompletableFuture<?>> replies = FakeRedis::reply;
    Function<Channel, CompletableFuture<?>> subscribing = channel -> CompletableFuture.completedFuture("");
    int servers = 1;
    boolean errorReplies; // whether what fails is Redis's own answer

    private static CompletableFuture<?> reply(String name) {
        return CompletableFuture.completedFuture(name.equals("XADD") ? (Object) "1-0".getBytes(UTF_8) : (Object) 1L);
    }

    @Override
    public CompletionStage<?> call(List<byte[]> command) {
        commands.add(command);
        String name = new String(command.get(0), UTF_8);
        return name.equals("PUBSUB") && replies.apply(name).isDone()
                ? CompletableFuture.completedFuture(List.of(command.get(2), (long) servers))
                : replies.apply(name);
    }

    @Override
    public boolean isErrorReply(Throwable failure) {
        return errorReplies;
    }

    @Override
    public CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages) {
        CompletableFuture<Subscription> given = subscribing.apply(channel).thenApply(confirmed -> {
            channels.put(channel.name(), messages);
            return () -> channels.remove(channel.name());
        });
        asked.add(given);
        return given;
    }

    /** Returns the words of the last command as text; the last of them in hex when it is no JSON. */
    List<String> last() {
        return shown(commands.get(commands.size() - 1));
    }

    static List<String> shown(List<byte[]> command) {
        List<String> words = new ArrayList<>(
                command.stream().map(word -> new String(word, UTF_8)).toList());
        byte[] payload = command.get(command.size() - 1);
        if (payload[0] < 0) {
            words.set(words.size() - 1, HexFormat.of().formatHex(payload));
        }
        return words;
    }

    /** Returns the element of that name of the last message, which is as long as the ids are. */
    String id(String name) {
        String message = new String(commands.get(commands.size() - 1).get(2), ISO_8859_1);
        int at = message.indexOf(name) + name.length() + (message.startsWith("{") ? 3 : 1);
        return message.substring(at, at + 16);
    }

    void arrive(String channel, byte[] message) {
        channels.get(channel).accept(message);
    }
}
