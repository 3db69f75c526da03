package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, answers and the open packet, byte by byte. */
class HttpTest {
    private static HttpRequest request(String text) throws IOException {
        RequestReader reader = new RequestReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
        return reader.withBody(reader.head(1));
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.bytes(), UTF_8);
    }

    @Test
    void readsARequest() throws IOException {
        HttpRequest request =
                request("POST /e.io/?EIO=4&sid=a%26b&x&y=1=2 HTTP/1.1\r\nHost: here\r\nX-A: 1\r\nx-a:2\r\n"
                        + "Content-Length: 4\r\n\r\n4\u00e9!");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/e.io/");
        assertThat(request.query())
                .containsExactly(entry("EIO", "4"), entry("sid", "a&b"), entry("x", ""), entry("y", "1=2"));
        assertThat(request.sid()).isEqualTo("a&b");
        assertThat(request.headers()).isEqualTo(Map.of("host", "here", "x-a", "1, 2", "content-length", "4"));
        assertThat(request.header("X-A")).contains("1, 2");
        assertThat(request.header("none")).isEmpty();
        assertThat(request.text()).isEqualTo("4\u00e9!");
    }

    @Test
    void readsARequestInChunks() throws IOException {
        HttpRequest request = request(
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n4he\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n");
        assertThat(request.text()).isEqualTo("4he0123456789");
        assertThat(request.query()).isEmpty();
        assertThat(request.sid()).isEmpty();
    }

    @ParameterizedTest
    @Tag("N01")
    @ValueSource(
            strings = {
                "Content-Length: -1\r\n\r\n",
                "Content-Length: +1\r\n\r\na",
                "Content-Length:\r\n\r\n",
                "Content-Length: 9999999999\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                "Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n\r\n"
            })
    void aSizeOfARequestThatIsNoNumberIsNoEnd(String rest) {
        assertThatThrownBy(() -> request("POST / HTTP/1.1\r\n" + rest))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a size in the client's request is not a number");
    }

    @ParameterizedTest
    @Tag("N10")
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
            })
    void aRequestWhoseEndCanBeReadInTwoWaysIsRefused(String headers) {
        assertThatThrownBy(() -> request("POST / HTTP/1.1\r\n" + headers + "\r\n0\r\n\r\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client's request has two contradictory lengths");
    }

    @Test
    void whatIsNoRequestIsAFailureOfTheClient() {
        assertThatThrownBy(() -> request("GET\r\n\r\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a line of three words was expected at the start of the client's request");
        assertThatThrownBy(() -> request("GET / HTTP/1.1\r\nHost\r\n\r\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a header of the client's request has no colon");
        assertThatThrownBy(() -> request("GET /?sid=%zz HTTP/1.1\r\n\r\n").sid())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the query of the client's request has a malformed escape");
    }

    @Test
    void tellsHowLongAnAnswerIsUnlessItsHeadersDo() {
        assertThat(text(HttpAnswer.of(200))).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(text(HttpAnswer.text(400, "no")))
                .isEqualTo("HTTP/1.1 400 Status 400\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                        + "Content-Length: 2\r\n\r\nno");
        assertThat(text(HttpAnswer.text(200, "no").header("content-length", "9")))
                .doesNotContain(": 2");
        assertThat(text(HttpAnswer.of(100))).isEqualTo("HTTP/1.1 100 Status 100\r\n\r\n");
        assertThat(new String(HttpAnswer.of(200).head(), UTF_8)).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
    }

    @Test
    void answersInChunks() {
        assertThat(text(HttpAnswer.of(200).chunked("4hello", "!")))
                .isEqualTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n4hello\r\n1\r\n!\r\n0\r\n\r\n");
    }

    @Test
    void acceptsTheKeyOfTheRfc() throws IOException {
        HttpRequest request = request("GET / HTTP/1.1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(text(HttpAnswer.webSocket(request))).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void writesTheOpenPacket() {
        assertThat(OpenPacket.of("S1").text())
                .isEqualTo("0{\"sid\":\"S1\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":1000000}");
        assertThat(OpenPacket.of("S1")
                        .withUpgrade()
                        .withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200))
                        .text())
                .contains("[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,");
        assertThat(OpenPacket.of("S1")
                        .withHeartbeat(Duration.ofSeconds(Long.MAX_VALUE, 999_000_000), Duration.ofMillis(-1))
                        .text())
                .contains("\"pingInterval\":9223372036854775807999,\"pingTimeout\":-1,");
    }
}
