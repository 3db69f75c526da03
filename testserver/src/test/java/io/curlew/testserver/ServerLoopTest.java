package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLoopTest {
    private final ServerLoop loop = new ServerLoop();
    private final HangingHandler handler = new HangingHandler();

    @AfterEach
    void stop() {
        handler.release();
        loop.stop();
    }

    private void hangUp() throws InterruptedException {
        loop.run(handler::aHandlerThatHangs);
        handler.awaitCall();
    }

    private String whatIsLogged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return err.toString(UTF_8);
    }

    @Test
    void whereItIsHeldUpCanBeAsked() throws InterruptedException {
        assertThat(loop.whereHeldUp()).as("it has not run yet").isEmpty();
        hangUp();
        assertThat(loop.whereHeldUp())
                .hasValueSatisfying(stack -> assertThat(stack).contains("\tat ", "HangingHandler.aHandlerThatHangs"));
    }

    @Test
    void whoWaitsThereForAFutureIsNoticed() {
        CompletableFuture<String> noticed = new CompletableFuture<>();
        loop.run(() -> {
            loop.ifHeldUp(Duration.ofMillis(1), () -> noticed.complete("held up"));
            String unused = noticed.join();
        });
        assertThat(noticed.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("held up");
    }

    @Test
    void whoGoesOnIsNot() {
        AtomicBoolean noticed = new AtomicBoolean();
        loop.run(() -> loop.ifHeldUp(Duration.ofDays(1), () -> noticed.set(true)));
        assertThat(loop.call(() -> noticed.get())).isFalse();
        loop.stop();
        loop.awaitEnd(Duration.ofSeconds(30));
        assertThat(noticed).isFalse();
    }

    @Test
    void aThreadThatDoesNotEndIsLogged() throws InterruptedException {
        hangUp();
        loop.stop();
        assertThat(whatIsLogged(() -> loop.awaitEnd(Duration.ofMillis(50))))
                .contains("A handler blocks the thread of the test server", "HangingHandler.aHandlerThatHangs");
        handler.release();
        assertThat(whatIsLogged(() -> loop.awaitEnd(Duration.ofSeconds(30)))).isEmpty();
    }
}
