package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the network cuts in two, anywhere, is what it was in one piece. */
class SlicesTest {
    private static final TransportConfig CONFIG = new TransportConfig(
            Target.of(URI.create("http://a.example/")),
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            10_000,
            null,
            RequestConfig.defaults(),
            DialConfig.defaults());

    private final List<String> seen = new ArrayList<>();

    private static RequestBuilder requests() {
        return new RequestBuilder(CONFIG, Target.of(CONFIG.endpoint()));
    }

    private static void feed(EmbeddedChannel channel, byte[] bytes, int from, int to) {
        if (from < to) {
            channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, to)));
            channel.runPendingTasks();
        }
    }

    // ---- polling ----

    private static final String CHUNKED = String.join(
            "\r\n",
            "HTTP/1.1 103 Early Hints",
            "Link: x",
            "",
            "HTTP/1.1 200 OK",
            "Keep-Alive: timeout=5",
            "Transfer-Encoding: chunked",
            "",
            "3",
            "4h\u00c3",
            "1;extension=x",
            "\u00a9",
            "0",
            "X-Trailer: y",
            "",
            "");

    private static final String MEASURED = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n4h\u00c3\u00a9";

    @Test
    void anHttpAnswerMayBeCutAnywhere() {
        for (String answer : List.of(CHUNKED, MEASURED)) {
            byte[] bytes = answer.getBytes(ISO_8859_1);
            for (int cut = 0; cut <= bytes.length; cut++) {
                assertThat(answered(bytes, cut)).as("cut at %d", cut).isEqualTo("200 4hé");
            }
        }
    }

    private static String answered(byte[] bytes, int cut) {
        EmbeddedChannel channel = new EmbeddedChannel();
        List<String> outcome = new ArrayList<>();
        HttpConnection connection = HttpConnection.on(channel, 100);
        connection.send(requests().get(Optional.empty()), PostBody.NONE, new HttpConnection.Outcome() {
            @Override
            public void answered(HttpAnswer answer) {
                outcome.add(answer.status() + " " + new String(answer.body(), UTF_8));
            }

            @Override
            public void lost(@Nullable Throwable cause) {
                outcome.add("lost");
            }

            @Override
            public void failed(String what, @Nullable Throwable cause) {
                outcome.add(what);
            }
        });
        feed(channel, bytes, 0, cut);
        feed(channel, bytes, cut, bytes.length);
        assertThat(connection.isReusable()).isTrue();
        channel.finishAndReleaseAll();
        return String.join(", ", outcome);
    }

    @ParameterizedTest
    @Tag("N30")
    @ValueSource(ints = {0, 1, 262_144, 262_145, 6_553_601, 50_000_000})
    void aBodyIsSentInAFewHundredPieces(int size) {
        EmbeddedChannel channel = new EmbeddedChannel();
        HttpConnection connection = HttpConnection.on(channel, 100);
        PostBody body = bodyOf(size);
        connection.send(requests().post(Optional.empty(), body.size()), body, new Nobody());
        int pieces = 0;
        long bytes = 0;
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            bytes += piece.readableBytes();
            pieces++;
            piece.release();
        }
        assertThat(bytes).isGreaterThan(size).isLessThan(size + 300L);
        assertThat(pieces).isLessThanOrEqualTo(403);
        channel.finishAndReleaseAll();
    }

    private static PostBody bodyOf(int size) {
        PostBody body = PostBody.of(size == 0 ? List.of() : List.of(EnginePacket.message("x".repeat(size - 1))));
        assertThat(body.size()).isEqualTo(size);
        return body;
    }

    @Test
    void aBodyInPiecesIsTheSameAsTheWhole() {
        byte[] data = new byte[1_000_000];
        new Random(1).nextBytes(data);
        PostBody body = PostBody.of(List.of(
                EnginePacket.message("first"),
                EnginePacket.message(data),
                EnginePacket.message("é".repeat(100_000)),
                EnginePacket.message(new byte[0]),
                EnginePacket.Pong.HEARTBEAT));
        byte[] whole = ByteBufUtil.getBytes(body.whole());
        EmbeddedChannel channel = new EmbeddedChannel(new ChunkedWriteHandler());
        channel.writeOutbound(body.pieces(16_384));
        ByteBuf pieces = Unpooled.buffer();
        for (HttpContent piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            pieces.writeBytes(piece.content());
            piece.release();
        }
        assertThat(ByteBufUtil.getBytes(pieces)).isEqualTo(whole);
        assertThat((long) whole.length).isEqualTo(body.size());
        channel.finishAndReleaseAll();
    }

    private static final class Nobody implements HttpConnection.Outcome {
        @Override
        public void answered(HttpAnswer answer) {}

        @Override
        public void lost(@Nullable Throwable cause) {}

        @Override
        public void failed(String what, @Nullable Throwable cause) {}
    }

    // ---- WebSocket ----

    private static byte[] session() {
        return Peer.concat(
                Peer.text("4h\u00e9"),
                Peer.frame(0x82, new byte[300]),
                Peer.frame(0x01, "4h".getBytes(UTF_8)),
                Peer.frame(0x89, "p".getBytes(UTF_8)),
                Peer.frame(0x00, new byte[0]),
                Peer.frame(0x80, "i".getBytes(UTF_8)),
                Peer.text("2"),
                Peer.frame(0x88, new byte[] {0x0F, (byte) 0xA0}));
    }

    @Test
    void aWebSocketSessionMayBeCutAnywhere() {
        int length = handshakeLength() + session().length;
        for (int cut = 0; cut <= length; cut++) {
            seen.clear();
            play(cut);
            assertThat(seen)
                    .as("cut at %d", cut)
                    .containsExactly("switched", "4hé", "binary of 300", "4hi", "2", "closed 4000");
        }
    }

    @Test
    void aWebSocketSessionMayComeByteByByte() {
        EmbeddedChannel channel = new EmbeddedChannel();
        byte[] bytes = start(channel);
        for (int i = 0; i < bytes.length; i++) {
            feed(channel, bytes, i, i + 1);
        }
        assertThat(seen).containsExactly("switched", "4hé", "binary of 300", "4hi", "2", "closed 4000");
        channel.finishAndReleaseAll();
    }

    private static int handshakeLength() {
        return Peer.switching(WebSocketKey.random().accept()).length();
    }

    private void play(int cut) {
        EmbeddedChannel channel = new EmbeddedChannel();
        byte[] bytes = start(channel);
        feed(channel, bytes, 0, cut);
        feed(channel, bytes, cut, bytes.length);
        channel.finishAndReleaseAll();
    }

    private byte[] start(EmbeddedChannel channel) {
        CookieCarrier cookies = new CookieCarrier(Cookies.of(CONFIG), Runnable::run, Runnable::run);
        WebSocketUpgrade.start(channel, requests(), cookies, Optional.empty(), new Upgraded());
        ByteBuf request = channel.readOutbound();
        Matcher key = Pattern.compile("(?i)sec-websocket-key: (\\S+)").matcher(request.toString(ISO_8859_1));
        assertThat(key.find()).isTrue();
        request.release();
        String answer = Peer.switching(new WebSocketKey(key.group(1)).accept());
        return Peer.concat(answer.getBytes(ISO_8859_1), session());
    }

    private final class Upgraded implements WebSocketUpgrade.Outcome, WebSocketFraming.Peer {
        @Override
        public void switched(ChannelPipeline pipeline, @Nullable Compression compression) {
            seen.add("switched");
            WebSocketFraming.on(pipeline, CONFIG.maxMessageSize(), compression, this);
        }

        @Override
        public void failed(TransportException why) {
            seen.add(String.valueOf(why));
        }

        @Override
        public void received(EnginePacket packet) {
            seen.add(
                    FrameCodec.isBinary(packet)
                            ? "binary of " + FrameCodec.data(packet).length
                            : (char) FrameCodec.type(packet) + new String(FrameCodec.data(packet), UTF_8));
        }

        @Override
        public void roundTrip(long nanos) {}

        @Override
        public void ponged() {}

        @Override
        public void readComplete() {}

        @Override
        public void writabilityChanged() {}

        @Override
        public void closed(int code, String message) {
            seen.add("closed " + code + message);
        }

        @Override
        public void lost(Phase phase, @Nullable Throwable cause) {
            seen.add("lost");
        }

        @Override
        public void broken(String what, Throwable cause) {
            seen.add("broken " + what);
        }
    }
}
