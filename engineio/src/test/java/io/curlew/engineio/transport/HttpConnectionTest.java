package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are the answer to a request, and which are nobody's. */
@Tag("N10")
class HttpConnectionTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none";
    private static final String ANOTHER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpConnection connection = HttpConnection.on(channel, 1000);
    private final List<String> told = new ArrayList<>();

    private class Told implements HttpConnection.Outcome {
        @Override
        public void answered(HttpAnswer answer) {
            told.add(new String(answer.body(), UTF_8) + (connection.isReusable() ? " and more" : " and no more"));
        }

        @Override
        public void lost(@Nullable Throwable cause) {
            told.add("lost");
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            told.add("failed: " + what);
        }
    }

    private void ask() {
        connection.send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), PostBody.NONE, new Told());
        channel.releaseOutbound();
    }

    /** One read that brings several buffers, as TLS does for several records. */
    private void read(String... buffers) {
        for (String buffer : buffers) {
            channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(buffer, ISO_8859_1));
        }
        channel.pipeline().fireChannelReadComplete();
        channel.runPendingTasks();
    }

    @Test
    void oneRequestFollowsTheOther() {
        ask();
        read(ANSWER);
        ask();
        read(ANOTHER);
        assertThat(told).containsExactly("one and more", "two and more");
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {ANOTHER, "HTTP/1.1 408 Too slow\r\n\r\n", "H", "\r\n", "\0"})
    void whatComesBehindAnAnswerEndsTheConnection(String more) {
        ask();
        read(ANSWER + more);
        assertThat(told).containsExactly("one and no more");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void alsoInAnotherBufferOfTheSameRead() {
        ask();
        read(ANSWER, ANOTHER);
        assertThat(told).containsExactly("one and no more");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void alsoBehindChunks() {
        ask();
        read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n0\r\n\r\n");
        assertThat(told).containsExactly("one and no more");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void alsoBeforeAnythingWasAsked() {
        read("H");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void alsoBetweenTwoRequests() {
        ask();
        read(ANSWER);
        read("H");
        assertThat(told).containsExactly("one and more");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void informationalAnswersAreNoSurplusAndHaveNone() {
        ask();
        read("HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n" + ANSWER);
        assertThat(told).containsExactly("one and more");
    }

    @Test
    @Tag("N03")
    void anAnswerThatHasComeCountsWhateverFollows() {
        ask();
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(ANSWER, ISO_8859_1));
        channel.pipeline().fireExceptionCaught(new IOException("on purpose"));
        channel.runPendingTasks();
        assertThat(told).containsExactly("one and no more");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoFailsToDealWithALossIsToldOfThatFailure() {
        connection.send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), PostBody.NONE, new Told() {
            @Override
            public void lost(@Nullable Throwable cause) {
                throw new IllegalStateException("no other connection can be made");
            }
        });
        var unused = channel.close();
        channel.runPendingTasks();
        assertThat(told)
                .containsExactly(
                        "failed: the connection was lost, and dealing with that failed: IllegalStateException");
        channel.releaseOutbound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 3, 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding x: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\n Content-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rContent-Length: 3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+3\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100000003\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\none\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nonetwo\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\n0\r\n\r\n",
                "HTTP/2.0 200 OK\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.10 200 OK\r\nContent-Length: 3\r\n\r\n",
                "RTSP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n",
                "ICY 200 OK\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 +200 OK\r\nContent-Length: 3\r\n\r\n",
                "HTTP/1.1 0200 OK\r\nContent-Length: 3\r\n\r\n"
            })
    void whatCanBeReadInTwoWaysIsNotHttp(String answer) {
        ask();
        read(answer + "one" + ANOTHER);
        assertThat(told).containsExactly("failed: the answer is not valid HTTP");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aTransferCodingThatIsGivenTwiceIsRefusedByNettyOrByUs() {
        ask();
        read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\none" + ANOTHER);
        // Netty 4.2 refuses it itself, Netty 4.1 passes it on.
        assertThat(told)
                .singleElement()
                .isIn(
                        "failed: the answer is not valid HTTP",
                        "failed: the answer has a transfer coding other than chunked");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: gzip\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: identity\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: chunked;q=1\r\nContent-Length: 3\r\n",
                "Transfer-Encoding: \"chunked\"\r\n",
                "Transfer-Encoding:\r\nContent-Length: 3\r\n"
            })
    void aTransferCodingOtherThanChunkedIsRefused(String headers) {
        ask();
        read("HTTP/1.1 200 OK\r\n" + headers + "\r\n3\r\none\r\n0\r\n\r\n");
        assertThat(told).containsExactly("failed: the answer has a transfer coding other than chunked");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-encoding: CHUNKED\r\n", "Transfer-Encoding: chunked\r\nX: a\r\n\tb\r\n"})
    void chunkedIsTheOneCodingThatIsKnown(String header) {
        ask();
        read("HTTP/1.1 200 OK\r\n" + header + "\r\n3;x=y\r\none\r\n0\r\nX: y\r\n\r\n");
        assertThat(told).containsExactly("one and more");
    }
}
