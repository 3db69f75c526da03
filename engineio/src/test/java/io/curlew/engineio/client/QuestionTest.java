package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.Wait;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A supplier is called once at a time, and each question is answered. */
@Tag("N42")
class QuestionTest {
    private final Queue<Runnable> calls = new ArrayDeque<>();

    @Test
    void oneThatGivesNoStageHasFailed() {
        Question<String> question = new Question<>("the url", QuestionTest::nothing);
        assertThat(Wait.forFailure(question.ask(Runnable::run)))
                .hasMessage("the supplier of the url failed: it returned null")
                .cause()
                .hasMessage("it returned null");
    }

    @SuppressWarnings("NullAway") // what a program may do all the same
    private static CompletionStage<String> nothing() {
        return null;
    }

    @Test
    void aStageThatThrowsEndsItsOwnCallOnly() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Supplier<CompletionStage<String>> supplier =
                () -> throwing(() -> meanwhile.get().run());
        Question<String> question = new Question<>("the url", supplier);
        meanwhile.set(() -> {
            var unused = question.ask(calls::add);
        });
        CompletableFuture<String> first = question.ask(calls::add);
        calls.remove().run();
        assertThat(Wait.forFailure(first)).hasRootCauseMessage("on purpose");
        assertThat(calls).hasSize(1);
        var unused = question.ask(calls::add);
        assertThat(calls).hasSize(1);
    }

    /** Returns a stage that runs something and throws when somebody wants to hear of it. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<String> throwing(Runnable before) {
        Class<?>[] type = {CompletionStage.class};
        return (CompletionStage<String>)
                Proxy.newProxyInstance(QuestionTest.class.getClassLoader(), type, (stage, method, args) -> {
                    before.run();
                    throw new IllegalStateException("on purpose");
                });
    }
}
