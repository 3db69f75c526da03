package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@OnEveryPairing
class AcksIT extends SocketIoInterop {
    @Test
    void theServerAnswersWithAnything() {
        Joined main = join();

        Arguments.all()
                .forEach(args ->
                        assertThat(main.call(LONG, "ask", args.toArray())).isEqualTo(args));
    }

    @Test
    void theClientAnswersWithAnything() {
        Joined main = join();
        main.answerQuestions();

        Arguments.all().forEach(args -> {
            main.emit("ask me", args.toArray());
            assertThat(main.next("answered")).isEqualTo(args);
        });
    }

    @Test
    void bothSidesAnswerInANamedNamespace() {
        Joined admin = join("/admin");
        admin.answerQuestions();

        assertThat(admin.call(LONG, "ask", 1, "two")).containsExactly(1, "two");
        admin.emit("ask me", 3);
        assertThat(admin.next("answered")).containsExactly(3);
    }

    @Test
    void anAnswerThatNeverComesTimesOut() {
        Joined main = join();

        assertThatExceptionOfType(AckTimedOut.class).isThrownBy(() -> main.call(Duration.ofMillis(50), "never answer"));
        assertThat(main.call(LONG, "ask", "still there")).containsExactly("still there");
    }

    @Test
    void theServersQuestionTimesOutWhenNobodyAnswers() {
        Joined main = join();

        main.emit("ask me for", 50);

        assertThat(main.next("not answered")).isEmpty();
    }
}
