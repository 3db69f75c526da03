package io.curlew.examples;

import io.curlew.emitter.Answers;
import io.curlew.emitter.Emitter;
import io.curlew.emitter.Receipt;
import io.curlew.emitter.Redis;
import io.curlew.emitter.ServerAdapter;
import io.curlew.emitter.jedis.JedisRedis;
import io.curlew.emitter.lettuce.LettuceRedis;
import io.curlew.engineio.loop.Subscription;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The code of the page on the emitter. */
final class EmitterGuide {

    private EmitterGuide() {}

    static void opening(RedisClient lettuce) {
        // example: opening an emitter
        try (LettuceRedis redis = LettuceRedis.connect(lettuce);
                Emitter emitter = Emitter.builder(redis).build()) {
            emitter.to("traders")
                    .emit("price", Map.of("symbol", "BTC", "value", 97_000))
                    .join();
        }
        // end
    }

    static Emitter others(redis.clients.jedis.RedisClient jedis) {
        // example: another client, another adapter
        Emitter emitter = Emitter.builder(JedisRedis.on(jedis))
                .adapter(ServerAdapter.streams().withStreamName("events")) // as the servers' adapter was given it
                .build();
        // end
        return emitter;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the next part is on them
    static void emitting(Emitter emitter, byte[] picture) {
        // example: emitting
        emitter.emit("news", "to everybody", picture);
        emitter.to("red", "blue").except("muted").emit("news", "to some");
        emitter.of("/admin").volatileEvent().emit("load", 0.7);

        emitter.in("red").socketsJoin("warm"); // the clients in red are in warm, too
        emitter.in("warm").socketsLeave("red");
        emitter.in("banned").disconnectSockets(true);

        emitter.serverSideEmit("reload", "prices"); // io.on("reload", ...) on each server
        // end
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it tells whatever there is to tell
    static CompletableFuture<Receipt> failures(Emitter emitter) {
        // example: failures
        CompletableFuture<Receipt> sent = emitter.emit("news", "important");
        sent.whenComplete((receipt, failure) -> {
            if (failure != null) {
                System.out.println("not sent: " + failure.getMessage());
            } else if (receipt.subscribers().orElse(1) == 0) {
                System.out.println("no server listens");
            }
        });
        // end
        return sent;
    }

    static List<String> answers(Emitter emitter) {
        // example: answers
        Answers answers =
                emitter.to("red").emitWithAck(Duration.ofSeconds(2), "ready?").join();
        List<String> names = answers.all().stream()
                .map(answer -> answer.get(0, String.class))
                .toList();
        Answers ofServers =
                emitter.serverSideEmitWithAck(Duration.ofSeconds(2), "load?").join();
        // end
        System.out.println(ofServers.servers() + " servers");
        return names;
    }

    // example: another Redis client
    /** What an emitter needs of another client; this one only shows it. */
    record PrintingRedis(List<String> lines) implements Redis {
        @Override
        public CompletionStage<?> call(List<byte[]> command) {
            lines.add(command.size() + " words");
            return CompletableFuture.completedFuture(1L); // what Redis replies: here, how many servers have got it
        }

        @Override
        public CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages) {
            return CompletableFuture.failedFuture(new UnsupportedOperationException("no answers"));
        }
    }
    // end
}
