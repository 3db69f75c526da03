package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.socketio.protocol.ConversionException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmitterTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakeRedis redis = new FakeRedis();
    private final Emitter emitter = Emitter.builder(redis).build();

    // ---- what is refused before anything is sent

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emitter.emit(name))
                .withMessage("No event may have the reserved name \"" + name + '"');
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.emitWithAck(LONG, name));
        assertThat(redis.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connection", "new_namespace"})
    void namesThatServersKeepForThemselvesAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.serverSideEmit(name));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.serverSideEmitWithAck(LONG, name));
        assertThat(redis.commands).isEmpty();
    }

    @Test
    void noRoomsAreNotEverybody() {
        assertThatIllegalArgumentException().isThrownBy(emitter::to).withMessage("to() needs at least one room");
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.to("a").in(List.of()));
        assertThatIllegalArgumentException().isThrownBy(emitter::socketsJoin);
        assertThatIllegalArgumentException().isThrownBy(emitter::socketsLeave);
        emitter.except(List.of()).emit("x").join(); // but nobody can be left out
        assertThat(redis.commands).hasSize(1);
    }

    @Test
    void whatIsNoUnicodeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.to("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.except("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.socketsJoin("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.of("/\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.emit("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.emit("x", "\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.of("/a,b"));
        assertThat(redis.commands).isEmpty();
    }

    @Test
    void tooManyBinaryValuesAreRefused() {
        Object[] eleven = new Object[11];
        java.util.Arrays.fill(eleven, new byte[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> emitter.emit("x", eleven))
                .withMessage("An event may have 10 binary values (the limit maxAttachments), not 11");
        Emitter.builder(redis).maxAttachments(11).build().emit("x", eleven).join();
        assertThat(redis.commands).hasSize(1);
    }

    @Test
    void whatJsonDoesNotHaveIsRefused() {
        assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> emitter.emit("x", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> emitter.emit("x", new BigDecimal("1e400")));
        assertThat(redis.commands).isEmpty();
    }

    @Test
    void aLoneNullIsJsonNull() {
        emitter.emit("x", (Object[]) null).join();
        String withOne = redis.last().get(2);
        emitter.emit("x", new Object[] {null}).join();
        assertThat(redis.last().get(2)).isEqualTo(withOne).contains("a178c0");
    }

    @Test
    void settingsAreChecked() {
        Emitter.Builder builder = Emitter.builder(redis);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.redisTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.closeTimeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPending(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxPending(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxAnswers(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxAttachments(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAdapter.streams().withStreamCount(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAdapter.streams().withMaxLen(0));
    }

    // ---- what Redis says

    @Test
    void theReceiptTellsHowManyServersHaveGotIt() {
        Receipt receipt = emitter.emit("x").join();
        assertThat(receipt.subscribers()).hasValue(1);
        assertThat(receipt.offset()).isEmpty();
    }

    @Test
    void whatRedisRefusesFails() {
        redis.replies = name -> CompletableFuture.failedFuture(new IllegalStateException("OOM"));
        redis.errorReplies = true;
        EmitFailedException failure = failure(emitter.emit("x", "secret"));
        assertThat(failure).hasMessage("Redis refused PUBLISH of 79 bytes; see the cause");
        assertThat(failure).hasRootCauseMessage("OOM");
        assertThat(failure.isPerhapsTaken()).isFalse();
    }

    @Test
    void aRedisClientThatThrowsFails() {
        redis.replies = name -> {
            throw new IllegalStateException("not connected");
        };
        EmitFailedException failure = failure(emitter.emit("x"));
        assertThat(failure)
                .hasMessageMatching("Sending PUBLISH of \\d+ bytes to Redis failed, so it may or may not have executed"
                        + " it; see the cause")
                .hasRootCauseMessage("not connected");
        assertThat(failure.isPerhapsTaken()).isTrue();
    }

    @Test
    void anErrorOfTheRedisClientFails() {
        redis.replies = name -> {
            throw new NoClassDefFoundError("on purpose");
        };
        assertThat(failure(emitter.emit("x"))).hasRootCauseMessage("on purpose");
    }

    @Test
    void whatRedisDoesNotAnswerFailsInTimeAndIsCancelled() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        redis.replies = name -> never;
        Emitter impatient = Emitter.builder(redis).redisTimeout(SHORT).build();
        assertThat(failure(impatient.emit("x")))
                .hasMessageMatching(
                        "Redis did not answer PUBLISH of \\d+ bytes in 20 ms, so it may or may not have executed it");
        assertThat(never).isCancelled();
    }

    @Test
    void anAnswerThatIsNoneFails() {
        redis.replies = name -> CompletableFuture.completedFuture(List.of());
        assertThat(failure(emitter.emit("x"))).hasMessageContaining("with something unexpected");
        redis.replies = name -> CompletableFuture.completedFuture(null);
        assertThat(failure(emitter.emit("x"))).hasMessageContaining("with something unexpected");
        redis.replies =
                name -> CompletableFuture.completedFuture("no id".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(failure(emitter.emit("x"))).hasMessageContaining("with something unexpected");
    }

    @Test
    void soMuchMayBeOnItsWayAndNoMore() {
        CompletableFuture<Object> first = new CompletableFuture<>();
        redis.replies = name -> first;
        Emitter narrow = Emitter.builder(redis).maxPending(100, 150).build();
        CompletableFuture<Receipt> sent = narrow.emit("x", "y".repeat(200)); // one always fits
        assertThat(narrow.emit("x"))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(BufferFullException.class))
                .matches(full -> full.getMessage()
                        .equals(
                                "Redis has not yet answered 100 commands or 150 bytes (the limit maxPending), so nothing"
                                        + " more is sent"));
        assertThat(redis.commands).hasSize(1);
        first.complete(1L);
        assertThat(sent).succeedsWithin(LONG);
        assertThat(narrow.emit("x")).succeedsWithin(LONG);
    }

    /** The Redis client may still have it. */
    @Test
    void whatWasNotAnsweredInTimeTakesRoomUntilRedisAnswersALaterCommand() {
        Emitter impatient =
                Emitter.builder(redis).redisTimeout(SHORT).maxPending(2, 1000).build();
        redis.replies = name -> new CompletableFuture<>();
        CompletableFuture<Receipt> lost = impatient.emit("lost");
        impatient.emit("lost, too").exceptionally(failure -> null).join();
        assertThat(failure(lost)).hasMessageContaining("did not answer");
        assertThat(secondWhileOneIsSent(impatient))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(BufferFullException.class);
        assertThat(secondWhileOneIsSent(impatient)).succeedsWithin(LONG);
    }

    /** Returns the second; Redis answers both. */
    private CompletableFuture<Receipt> secondWhileOneIsSent(Emitter narrow) {
        CompletableFuture<CompletableFuture<Receipt>> second = new CompletableFuture<>();
        redis.replies = name -> {
            redis.replies = then -> CompletableFuture.completedFuture(1L);
            second.complete(narrow.emit("second"));
            return CompletableFuture.completedFuture(1L);
        };
        assertThat(narrow.emit("first")).succeedsWithin(LONG);
        return second.join();
    }

    // ---- closing

    @Test
    void closingWaitsForWhatIsOnItsWay() {
        CompletableFuture<Object> reply = new CompletableFuture<>();
        redis.replies = name -> reply;
        CompletableFuture<Receipt> sent = emitter.emit("x");
        CompletableFuture<Void> closed = emitter.of("/other").closeAsync();
        assertThat(closed).isNotDone();
        assertThatIllegalStateException().isThrownBy(() -> emitter.emit("x")).withMessage("The emitter is closed");
        assertThatIllegalStateException().isThrownBy(() -> emitter.emitWithAck(LONG, "x"));
        reply.complete(1L);
        assertThat(sent).succeedsWithin(LONG);
        assertThat(closed).succeedsWithin(LONG);
        emitter.close();
    }

    @Test
    void closingWaitsNoLongerThanItMay() {
        redis.replies = name -> new CompletableFuture<>();
        Emitter impatient = Emitter.builder(redis).closeTimeout(SHORT).build();
        CompletableFuture<Receipt> sent = impatient.emit("x");
        impatient.close();
        assertThat(failure(sent))
                .hasMessageMatching(
                        "Redis did not answer PUBLISH of \\d+ bytes before the emitter was closed, so it may or may"
                                + " not have executed it");
    }

    @Test
    void futuresCompleteThoughTheirExecutorHasEnded() {
        assertThat(withExecutor(task -> {
                            throw new RejectedExecutionException("ended");
                        })
                        .emit("x"))
                .succeedsWithin(LONG);
    }

    @Test
    void futuresCompleteThoughThereCanBeNoMoreThreads() {
        assertThat(withExecutor(task -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        })
                        .emit("x"))
                .succeedsWithin(LONG);
    }

    private Emitter withExecutor(Executor executor) {
        return Emitter.builder(redis).callbackExecutor(executor).build();
    }

    @Test
    void callbacksRunOnAFewThreads() {
        List<CompletableFuture<Object>> replies = new ArrayList<>();
        redis.replies = name -> {
            replies.add(new CompletableFuture<>());
            return replies.get(replies.size() - 1);
        };
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CompletableFuture<?>[] all = Stream.generate(
                        () -> emitter.emit("x").thenRun(() -> threads.add(Thread.currentThread())))
                .limit(1000)
                .toArray(CompletableFuture[]::new);
        replies.forEach(reply -> reply.complete(1L));
        CompletableFuture.allOf(all).join();
        assertThat(threads)
                .hasSizeLessThan(100)
                .allMatch(thread -> thread.getName().startsWith("curlew-emitter-callback-"));
    }

    private static EmitFailedException failure(CompletableFuture<Receipt> receipt) {
        try {
            receipt.join();
        } catch (java.util.concurrent.CompletionException e) {
            return (EmitFailedException) e.getCause();
        }
        throw new AssertionError("it was taken");
    }
}
