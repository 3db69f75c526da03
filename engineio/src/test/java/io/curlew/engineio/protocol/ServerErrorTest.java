package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerErrorTest {

    @Test
    void theReferenceServersErrorIsUnderstood() {
        assertThat(ServerError.parse(utf8("{\"code\":1,\"message\":\"Session ID unknown\"}")))
                .contains(new ServerError(1, "Session ID unknown"));
    }

    @Tag("A47")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Sign in</html>",
                "{}",
                "{\"code\":1}",
                "{\"message\":\"x\"}",
                "{\"code\":\"1\",\"message\":\"x\"}",
                "{\"code\":-1,\"message\":\"x\"}",
                "{\"code\":2147483648,\"message\":\"x\"}"
            })
    void anythingElseIsNone(String body) {
        assertThat(ServerError.parse(utf8(body))).isEmpty();
    }

    @Test
    void aBodyThatIsNotTextIsNone() {
        assertThat(ServerError.parse(Bytes.every())).isEmpty();
    }

    @Test
    void aLongBodyIsNotEvenRead() {
        String message = "x".repeat(4096);
        assertThat(ServerError.parse(utf8("{\"code\":1,\"message\":\"" + message + "\"}")))
                .isEmpty();
    }

    @Test
    @Tag("N06")
    void itIsPrintedEscapedAndCut() {
        ServerError error = new ServerError(3, "\u001b[2J\n" + "x".repeat(4000));
        assertThat(error.toString())
                .startsWith("ServerError[3, \\u001b[2J\\nxxx")
                .endsWith("... (4005 characters)]")
                .hasSizeLessThan(320);
        assertThat(error.message()).hasSize(4005).startsWith("\u001b[2J\n");
    }
}
