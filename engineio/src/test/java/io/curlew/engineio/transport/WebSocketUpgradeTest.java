package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who asked for a WebSocket hears what became of it. */
class WebSocketUpgradeTest {
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: (\\S+)");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<TransportException> failures = new ArrayList<>();

    /** Starts a handshake, and returns the answer that it needs. */
    private String start(WebSocketUpgrade.Outcome outcome) {
        Duration unused = Duration.ofSeconds(1);
        TransportConfig config = new TransportConfig(
                Target.of(URI.create("http://localhost/engine.io/")),
                Map.of(),
                Map.of(),
                unused,
                unused,
                1000,
                null,
                RequestConfig.defaults(),
                DialConfig.defaults());
        Connector connector = new Connector(
                TransportType.WEBSOCKET, config, Target.of(config.endpoint()), channel.eventLoop(), Runnable::run);
        WebSocketUpgrade.start(
                channel,
                new RequestBuilder(config, connector.target()),
                CookieCarrier.of(Cookies.of(config), connector),
                Optional.empty(),
                outcome);
        ByteBuf request = channel.readOutbound();
        Matcher key = KEY.matcher(request.toString(ISO_8859_1));
        request.release();
        assertThat(key.find()).isTrue();
        return Peer.switching(new WebSocketKey(key.group(1)).accept());
    }

    @Test
    @Tag("N03")
    void whoCannotTakeTheWebSocketIsToldOfWhatItThrew() {
        AssertionError thrown = new AssertionError("on purpose");
        String answer = start(new WebSocketUpgrade.Outcome() {
            @Override
            public void switched(ChannelPipeline pipeline, @Nullable Compression compression) {
                throw thrown;
            }

            @Override
            public void failed(TransportException why) {
                failures.add(why);
            }
        });
        channel.writeInbound(Unpooled.copiedBuffer(answer, ISO_8859_1));
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasCause(thrown));
        var unused = channel.close();
        assertThat(failures).hasSize(1);
    }
}
