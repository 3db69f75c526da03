package io.curlew.engineio.client;

import io.curlew.engineio.transport.DeflateConfig;
import java.util.zip.Deflater;

/**
 * How a WebSocket compresses messages (permessage-deflate, RFC 7692), if the server agrees. Given to
 * {@link EngineSocketBuilder#compression}.
 */
public final class CompressionSettings {
    private int threshold = 1024;
    private int level = Deflater.DEFAULT_COMPRESSION;
    private boolean contextTakeover = true;

    CompressionSettings() {}

    /**
     * Messages with fewer bytes are sent as they are. Default: 1024, as the reference server has it.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public CompressionSettings threshold(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The threshold must not be negative");
        }
        threshold = bytes;
        return this;
    }

    /**
     * How hard to try, from 1 (fast) to 9 (small). Default: zlib's own, 6.
     *
     * @throws IllegalArgumentException for another number
     */
    public CompressionSettings level(int from1To9) {
        if (from1To9 < Deflater.BEST_SPEED || from1To9 > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("The level must be from 1 to 9");
        }
        level = from1To9;
        return this;
    }

    /**
     * Compresses each message by itself, and asks the server to do so too: larger on the wire, but little to remember
     * between messages. Default: what came before helps.
     */
    public CompressionSettings noContextTakeover() {
        contextTakeover = false;
        return this;
    }

    DeflateConfig config() {
        return new DeflateConfig(threshold, level, contextTakeover);
    }
}
