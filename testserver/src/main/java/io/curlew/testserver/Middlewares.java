package io.curlew.testserver;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, one after the other, whether something may go on. One that throws, or whose stage fails, refuses it.
 * May be added from any thread; asked on the loop, and a stage that completes elsewhere goes on there.
 *
 * @param <T> what they are asked about
 */
final class Middlewares<T> {
    private static final CompletionStage<?> ADMITTED = CompletableFuture.completedStage("");

    private final ServerLoop loop;
    private final List<Function<? super T, ? extends CompletionStage<?>>> all = new CopyOnWriteArrayList<>();

    Middlewares(ServerLoop loop) {
        this.loop = loop;
    }

    void add(Consumer<? super T> middleware) {
        Objects.requireNonNull(middleware, "middleware");
        addAsync(asked -> {
            middleware.accept(asked);
            return ADMITTED;
        });
    }

    void addAsync(Function<? super T, ? extends CompletionStage<?>> middleware) {
        all.add(Objects.requireNonNull(middleware, "middleware"));
    }

    /** Asks those that are there now. */
    void ask(T about, Runnable whenAdmitted, Consumer<Throwable> whenRefused) {
        new Question(all.iterator(), about, whenAdmitted, whenRefused).next();
    }

    private final class Question {
        private final Iterator<Function<? super T, ? extends CompletionStage<?>>> left;
        private final T about;
        private final Runnable whenAdmitted;
        private final Consumer<Throwable> whenRefused;

        Question(
                Iterator<Function<? super T, ? extends CompletionStage<?>>> left,
                T about,
                Runnable whenAdmitted,
                Consumer<Throwable> whenRefused) {
            this.left = left;
            this.about = about;
            this.whenAdmitted = whenAdmitted;
            this.whenRefused = whenRefused;
        }

        void next() {
            if (!left.hasNext()) {
                whenAdmitted.run();
                return;
            }
            try {
                var unused = left.next().apply(about).whenComplete((ignored, failure) -> loop.run(() -> goOn(failure)));
            } catch (Throwable thrown) {
                whenRefused.accept(thrown);
            }
        }

        private void answered(@Nullable Throwable failure) {
            if (failure == null) {
                next();
            } else {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                whenRefused.accept(wrapped ? failure.getCause() : failure);
            }
        }

        /** What throws here is a bug of ours, which the stage that calls this would swallow. */
        private void goOn(@Nullable Throwable failure) {
            try {
                answered(failure);
            } catch (Throwable bug) {
                ServerLog.connectionFailed(bug);
            }
        }
    }
}
