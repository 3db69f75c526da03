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
}
