package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private static TransportException refused(int status, String header, String value, String body) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        head.headers().set(header, value);
        HttpAnswer answer = new HttpAnswer(head, body.getBytes(UTF_8));
        return status == 200
                ? Refusal.ofBody(TransportType.POLLING, Phase.READ, answer, new Exception("a rule"))
                : Refusal.ofStatus(TransportType.POLLING, Phase.READ, answer);
    }

    @ParameterizedTest
    @Tag("A44")
    @CsvSource({
        "https://a.example/x?y=1#z, to https://a.example",
        "HTTP://a.example, to HTTP://a.example",
        "http://u:p@a.example/, to http://a.example",
        "http://[::1]:80/, to http://[::1]:80",
        "/login?secret, ''",
        "javascript:alert(1), ''",
        "http://a b/, ''"
    })
    void aRedirectIsNamedByItsOriginAtMost(String location, String shown) {
        assertThat(refused(302, "Location", location, ""))
                .hasMessage("polling, read: the server answered 302, a redirect" + (shown.isEmpty() ? "" : " " + shown)
                        + " that is not followed");
    }

    @Test
    void anExcerptEndsBetweenTwoCharacters() {
        String body = "x" + "\u00e9".repeat(600);
        assertThat(refused(500, "X", "y", body).bodyExcerpt()).isEqualTo("x" + "\u00e9".repeat(511));
        assertThat(refused(500, "X", "y", "short").bodyExcerpt()).isEqualTo("short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html; charset=utf-8", "text/html ;x"})
    void aForeignBodyIsNamedByItsMediaType(String type) {
        assertThat(refused(200, "Content-Type", type, "<html>"))
                .hasMessage("polling, read: the server's answer (text/html) is no Engine.IO payload: a rule");
    }

    @Test
    void whatIsNoMediaTypeIsNotQuoted() {
        assertThat(refused(200, "Content-Type", "secret stuff/x y", "<html>"))
                .hasMessage("polling, read: the server's answer is no Engine.IO payload: a rule");
    }
}
