package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final HttpHeadersFactory NOT_CHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private static TransportException refused(int status, String header, String value, String body) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), NOT_CHECKED);
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

    private static TransportException refusedWebSocket(int status, String body) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        HttpAnswer answer = new HttpAnswer(head, body.getBytes(UTF_8));
        return Refusal.ofStatus(TransportType.WEBSOCKET, Phase.HANDSHAKE, answer);
    }

    /**
     * The reference server answers in JSON when it got no more than an ordinary request, and in plain words otherwise.
     */
    @ParameterizedTest
    @Tag("N19")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"code\":3,\"message\":\"Bad request\"} | : something between may have removed the Upgrade header",
                "400 | no such thing | : something between may have removed the Upgrade header",
                "426 | '' | : something between may have removed the Upgrade header",
                "200 | <html> | : something between may have removed the Upgrade header",
                "400 | Bad request | ''",
                "400 | Transport unknown | : it does not know this transport",
                "400 | Session ID unknown | : it does not know the session; behind a load balancer, sessions must be sticky",
                "400 | {\"code\":4,\"message\":\"x\"} | : it forbids the connection",
                "400 | {\"code\":5,\"message\":\"x\"} | : it speaks another version of Engine.IO",
                "400 | {\"code\":2,\"message\":\"x\"} | ''",
                "401 | '' | ''",
                "503 | '' | ''",
            })
    void aRefusedWebSocketHasItsReasonInTheMessage(int status, String body, String reason) {
        assertThat(refusedWebSocket(status, body))
                .hasMessage("websocket, handshake: the server answered " + status + reason);
    }

    @Test
    @Tag("N19")
    void aRefusedPollIsNotAboutTheUpgradeHeader() {
        assertThat(refused(400, "X", "y", "{\"code\":3,\"message\":\"Bad request\"}"))
                .hasMessage("polling, read: the server answered 400");
        assertThat(refused(400, "X", "y", "{\"code\":0,\"message\":\"x\"}"))
                .hasMessage("polling, read: the server answered 400: it does not know this transport");
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.engineio.transport.Unprintable#texts")
    void nothingThatAnAnswerSaysIsPrintedRaw(String text) {
        Unprintable.assertPrints(refused(400, "X", "y", "{\"code\":4,\"message\":\"" + text + "\"}"));
        Unprintable.assertPrints(refused(200, "X", "y", text));
        String header = text.replaceAll("[\r\n]", "");
        for (String name : new String[] {"Location", "Content-Type"}) {
            Unprintable.assertPrints(refused(302, name, "http://a.example/" + header, ""));
            Unprintable.assertPrints(refused(302, name, header, ""));
            Unprintable.assertPrints(refused(200, name, "text/html;" + header, ""));
        }
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
                .hasMessage("polling, read: the server's answer (text/html) is not an Engine.IO payload: a rule");
    }

    @Test
    void whatIsNoMediaTypeIsNotQuoted() {
        assertThat(refused(200, "Content-Type", "secret stuff/x y", "<html>"))
                .hasMessage("polling, read: the server's answer is not an Engine.IO payload: a rule");
    }
}
