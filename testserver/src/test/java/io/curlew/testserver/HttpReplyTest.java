package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReplyTest {

    @Test
    void aHeaderReplacesOneOfTheSameNameInAnyCase() {
        HttpReply reply = HttpReply.json("{}").withHeader("Content-Type", "text/csv; charset=\"UTF-8\"\t");
        assertThat(reply.headers()).isEqualTo(Map.of("content-type", "text/csv; charset=\"UTF-8\"\t"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpReply(200, Map.of("X-A", "1", "x-a", "2"), ""))
                .withMessage("header x-a is there twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 99, 100, 101, 199, 600, 1000})
    void aStatusIs200To599(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.status(status))
                .withMessage("status must be 200 to 599, not " + status);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.text("x").withStatus(status));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.handshakes().answered(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nset-cookie: b=c", "\n", "a\rb", "\0", "\u007f", "\u0100", "\uD83D\uDE00"})
    void aValueHasNoLineBreakAndNothingThatIsNoByte(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.status(200).withHeader("X-A", value))
                .withMessage("header x-a has a line break or another character that no header can have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.handshakes().redirected("http://127.0.0.1/" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "\u00e4"})
    void aNameIsAToken(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.status(200).withHeader(name, "x"))
                .withMessage("a header's name has a character that no name can have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "Trailer"})
    void whatSaysWhereTheBodyEndsIsTheServersOwn(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.status(200).withHeader(name, "1"))
                .withMessageEndingWith(" is set by the server itself");
    }

    @Test
    void aDelayIsKeptAndNotNegative() {
        HttpReply late = HttpReply.status(503).withDelay(Duration.ofSeconds(1)).withHeader("a", "b");
        assertThat(late.withStatus(200).delay()).isEqualTo(Duration.ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> late.withDelay(Duration.ofSeconds(-1)))
                .withMessage("a delay can't be negative: -1 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void anAnswerThatHasNoBodyIsGivenNone(int status) {
        assertThat(HttpReply.status(status).bytes()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpReply.text("four").withStatus(status))
                .withMessage("an answer of status " + status + " has no body, not one of 4 characters");
    }
}
