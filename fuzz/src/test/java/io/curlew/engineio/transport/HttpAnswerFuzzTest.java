package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to requests on one connection, and what stands between and behind them. */
class HttpAnswerFuzzTest {
    private static final int MAX_BODY = 4096;
    private static final int MAX_REQUESTS = 8;
    private static final int MAX_MESSAGE = 1000;
    private static final Cost COST = new Cost(512 * 1024, 256);

    @FuzzTest
    void answers(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        int cut = 1 + input.choice(0, 256);
        List<byte[]> answers = input.pieces();
        COST.check(bytes.length, () -> {
            EmbeddedChannel channel = new EmbeddedChannel();
            try {
                exchange(channel, answers.subList(0, Math.min(answers.size(), MAX_REQUESTS)), cut);
            } finally {
                boolean unused = channel.finishAndReleaseAll();
            }
        });
    }

    private static void exchange(EmbeddedChannel channel, List<byte[]> answers, int cut) {
        HttpConnection connection = HttpConnection.on(channel, MAX_BODY);
        for (byte[] answer : answers) {
            Told told = new Told();
            boolean asked = connection.isReusable() || answers.get(0) == answer;
            if (asked) {
                connection.send(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), PostBody.NONE, told);
            }
            read(channel, answer, cut);
            assertThat(told.times).isLessThanOrEqualTo(1);
            if (told.times == 0) {
                var unused = channel.close();
                channel.runPendingTasks();
                assertThat(told.times).isEqualTo(asked ? 1 : 0);
                return;
            }
        }
    }

    private static void read(EmbeddedChannel channel, byte[] answer, int cut) {
        for (int from = 0; from < answer.length && channel.isOpen(); from += cut) {
            channel.pipeline()
                    .fireChannelRead(Unpooled.wrappedBuffer(answer, from, Math.min(cut, answer.length - from)));
            channel.pipeline().fireChannelReadComplete();
        }
        channel.runPendingTasks();
        channel.checkException();
        channel.releaseOutbound();
    }

    private static final class Told implements HttpConnection.Outcome {
        private int times;

        @Override
        public void answered(HttpAnswer answer) {
            times++;
            assertThat(answer.body().length).isLessThanOrEqualTo(MAX_BODY);
            String said =
                    Refusal.ofStatus(TransportType.POLLING, Phase.READ, answer).getMessage();
            // A message never holds what a peer sent, but for the origin of a redirect.
            assertThat(said).hasSizeLessThan(MAX_MESSAGE);
        }

        @Override
        public void lost(@Nullable Throwable cause) {
            times++;
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            times++;
            // Whatever a server sends is foreseen: a failure of ours would be a bug.
            assertThat(cause).isNull();
        }
    }
}
