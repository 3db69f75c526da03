package io.curlew.testserver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.Optional;
import java.util.stream.Stream;

/** The compression of WebSocket messages (RFC 7692), by Netty's handlers. */
final class Deflate {
    /** From how many bytes on a message is compressed, as by the reference server. */
    private static final int THRESHOLD = 1024;
    /** As in zlib. */
    private static final int LEVEL = 6;

    /** What a window of 32 KiB is called. */
    private static final int WINDOW_BITS = 15;

    private Deflate() {}

    /** Returns a handler that agrees to the extension with a client that offers it. */
    @SuppressWarnings("deprecation") // Netty 4.1 has no other constructor with a filter and a limit
    static ChannelHandler handler(int maxPayload) {
        return new WebSocketServerExtensionHandler(new PerMessageDeflateServerExtensionHandshaker(
                LEVEL, false, WINDOW_BITS, true, false, new LargeOnly(), maxPayload));
    }

    /** Returns whether a message is too large after decompression. */
    static boolean isTooLarge(Throwable failure) {
        return decompression(failure)
                .filter(cause -> String.valueOf(cause.getMessage()).contains("maximum size"))
                .isPresent();
    }

    /** Returns whether a message claims to be compressed but can't be decompressed. */
    static boolean isBroken(Throwable failure) {
        return decompression(failure).isPresent() && !isTooLarge(failure);
    }

    private static Optional<Throwable> decompression(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(DecompressionException.class::isInstance)
                .findFirst();
    }

    /** Returns a text message, which is compressed if it is large and {@code compressible}. */
    static WebSocketFrame text(ByteBuf text, boolean compressible) {
        return compressible ? new TextWebSocketFrame(text) : new PlainText(text);
    }

    /** Returns a binary message, which is compressed if it is large and {@code compressible}. */
    static WebSocketFrame binary(ByteBuf bytes, boolean compressible) {
        return compressible ? new BinaryWebSocketFrame(bytes) : new PlainBinary(bytes);
    }

    /** A text message that must not be compressed. */
    private static final class PlainText extends TextWebSocketFrame {
        PlainText(ByteBuf text) {
            super(text);
        }
    }

    /** A binary message that must not be compressed. */
    private static final class PlainBinary extends BinaryWebSocketFrame {
        PlainBinary(ByteBuf bytes) {
            super(bytes);
        }
    }

    /** Compresses neither small messages nor those that must not be compressed. */
    private static final class LargeOnly implements WebSocketExtensionFilterProvider {
        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return LargeOnly::isLeftAlone;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }

        private static boolean isLeftAlone(WebSocketFrame frame) {
            return frame.content().readableBytes() < THRESHOLD
                    || frame instanceof PlainText
                    || frame instanceof PlainBinary;
        }
    }
}
