package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {

    private static long seconds(HttpVersion version, String... headers) {
        HttpResponse head = new DefaultHttpResponse(version, HttpResponseStatus.OK);
        for (int i = 0; i < headers.length; i += 2) {
            head.headers().add(headers[i], headers[i + 1]);
        }
        return KeepAlive.of(new HttpAnswer(head, new byte[0])).toSeconds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timeout=5 | 4",
                "timeout=1 | 0",
                "timeout=0 | -1",
                "max=5, timeout=72 | 71",
                "max=5,TIMEOUT = \"10\" | 9",
                "max=5 | 4",
                "nottimeout=99 | 4",
                "timeout=abc | 4",
                "timeout=999999999999 | 999999998"
            })
    void aConnectionIsGivenUpOneSecondBeforeTheServerWould(String header, long seconds) {
        assertThat(seconds(HttpVersion.HTTP_1_1, "Keep-Alive", header)).isEqualTo(seconds);
    }

    @Test
    void aServerThatSaysNothingIsTakenForNode() {
        assertThat(seconds(HttpVersion.HTTP_1_1)).isEqualTo(4);
    }

    @Test
    void aConnectionThatClosesIsNotKept() {
        assertThat(seconds(HttpVersion.HTTP_1_1, "Connection", "close", "Keep-Alive", "timeout=60"))
                .isZero();
    }

    @Test
    void http10KeepsOnlyWhenItSaysSo() {
        assertThat(seconds(HttpVersion.HTTP_1_0)).isZero();
        assertThat(seconds(HttpVersion.HTTP_1_0, "Connection", "keep-alive")).isEqualTo(4);
    }
}
