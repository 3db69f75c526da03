package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    /** What a task meets that comes at the very moment of the loop's end. */
    private final class EndingLoop extends DefaultEventLoop {
        private final boolean runs;

        EndingLoop(boolean runs) {
            this.runs = runs;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (runs) {
                task.run();
            }
        }

        @Override
        public boolean isShutdown() {
            return true;
        }
    }

    @Test
    void aTaskThatTheLoopMayHaveForgottenIsRefusedAndNeverRun() {
        Loop loop = new Loop(new EndingLoop(false), () -> {});
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> loop.execute(runs::incrementAndGet))
                .withMessage("The event loop has ended");
        tasks.remove().run();
        assertThat(runs).hasValue(0);
    }

    @Test
    void theLastTaskOfALoopIsRunAndNotRefused() {
        Loop loop = new Loop(new EndingLoop(true), () -> {});
        loop.execute(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }
}
