package io.curlew.engineio.client;

import io.curlew.engineio.transport.DeflateConfig;
import java.util.zip.Deflater;

/**
 * How a WebSocket compresses messages (permessage-deflate, RFC 7692) if the server agrees. See
 * {@link EngineSocketBuilder#compression}.
 */
public final class CompressionSettings {
    private int threshold = 1024;
    private int level = Deflater.DEFAULT_COMPRESSION;
    private boolean contextTakeover = true;

    CompressionSettings() {}

    /**
     * Messages with fewer bytes are not compressed. Default: 1024, as in the reference server.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public CompressionSettings threshold(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The compression threshold must be at least 0 bytes, not " + bytes);
        }
        threshold = bytes;
        return this;
    }

    /**
     * The compression level, from 1 (fast) to 9 (small). Default: 6, as in zlib.
     *
     * @throws IllegalArgumentException for any other number
     */
    public CompressionSettings level(int from1To9) {
        if (from1To9 < Deflater.BEST_SPEED || from1To9 > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("The compression level must be from 1 to 9, not " + from1To9);
        }
        level = from1To9;
        return this;
    }

    /**
     * Compresses each message independently, and asks the server to do the same: messages get larger, but less memory
     * is kept between them. Default: earlier messages help to compress later ones.
     */
    public CompressionSettings noContextTakeover() {
        return contextTakeover(false);
    }

    /** As {@link #noContextTakeover} for false; true is the default. */
    public CompressionSettings contextTakeover(boolean takeOver) {
        contextTakeover = takeOver;
        return this;
    }

    DeflateConfig config() {
        return new DeflateConfig(threshold, level, contextTakeover);
    }
}
