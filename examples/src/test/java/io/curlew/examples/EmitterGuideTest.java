package io.curlew.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.emitter.EmitFailedException;
import io.curlew.emitter.Emitter;
import io.curlew.emitter.Redis;
import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the page on the emitter shows runs; with a real Redis and servers the interop tests do the same. */
class EmitterGuideTest {
    private final List<String> lines = new ArrayList<>();
    private final Emitter emitter =
            Emitter.builder(new EmitterGuide.PrintingRedis(lines)).build();

    @Test
    void eventsAreSent() {
        EmitterGuide.emitting(emitter, new byte[10]);
        assertThat(lines).hasSize(7).containsOnly("3 words");
    }

    @Test
    void whatFailsIsTold() {
        assertThat(EmitterGuide.failures(emitter).join().subscribers()).hasValue(1);
        assertThat(emitter.emitWithAck(Duration.ofSeconds(20), "x"))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(EmitFailedException.class);
    }

    @Test
    void answersAreRead() {
        Emitter withoutServers = Emitter.builder(new NoServers()).build();
        assertThat(Console.linesOf(
                        () -> assertThat(EmitterGuide.answers(withoutServers)).isEmpty()))
                .containsExactly("0 servers");
    }

    /** A Redis that no server is connected to. */
    private static final class NoServers implements Redis {
        @Override
        public CompletionStage<?> call(List<byte[]> command) {
            boolean count = new String(command.get(0), UTF_8).equals("PUBSUB");
            return CompletableFuture.completedFuture(count ? List.of(command.get(2), 0L) : (Object) 0L);
        }

        @Override
        public CompletionStage<Subscription> subscribe(Channel channel, Consumer<byte[]> messages) {
            return CompletableFuture.completedFuture(() -> {});
        }
    }
}
