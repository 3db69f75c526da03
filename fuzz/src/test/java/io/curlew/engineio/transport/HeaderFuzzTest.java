package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What headers of an answer say: cookies, how long to wait or to keep a connection, terms of compression. */
class HeaderFuzzTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final DeflateConfig OFFER = new DeflateConfig(0, 6, true);
    /** Three bytes may be a cookie, which takes 560 while it is read and put in the place of another. */
    private static final Cost COST = new Cost(64 * 1024, 256);
    /** The values of one header; as in HTTP no value has a line break. */
    private static final String BETWEEN = "[\r\n]";

    @FuzzTest
    void values(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        List<String> values = List.of(input.text().split(BETWEEN, -1));
        COST.check(bytes.length, () -> {
            switch (input.choice(0, 4)) {
                case 0 -> cookies(values);
                case 1 -> retryAfter(values.get(0));
                case 2 -> deflate(values);
                default -> keepAlive(values.get(0));
            }
        });
    }

    private static void cookies(List<String> values) {
        CookieJar jar = new CookieJar(Target.of(URI.create("https://a.example.com/engine.io/")), () -> NOW);
        HttpHeaders answer = headers();
        values.forEach(value -> answer.add(HttpHeaderNames.SET_COOKIE, value));
        jar.store(answer, Runnable::run);
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        jar.find(request.headers(), Runnable::run, Runnable::run, new Cookies.Found() {
            @Override
            public void found(String header) {
                assertThat(header).doesNotContainPattern("[\r\n\0]");
                assertThat(header.length()).isLessThanOrEqualTo(CookieJar.MAX_COOKIES * (SetCookie.MAX_SIZE + 3));
            }

            @Override
            public void failed(Throwable why) {
                throw new AssertionError(why);
            }
        });
    }

    private static void retryAfter(String value) {
        Duration pause = RetryAfter.parse(value, NOW).orElse(Duration.ZERO);
        assertThat(pause).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    private static void deflate(List<String> values) {
        try {
            DeflateTerms.of(OFFER, values).ifPresent(terms -> assertThat(values).hasSize(1));
        } catch (BadAnswerException refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    private static void keepAlive(String value) {
        DefaultHttpResponse head = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers().add("Keep-Alive", value));
        assertThat(KeepAlive.of(new HttpAnswer(head, value.getBytes(UTF_8)))).isNotNull();
    }

    private static HttpHeaders headers() {
        return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    }
}
