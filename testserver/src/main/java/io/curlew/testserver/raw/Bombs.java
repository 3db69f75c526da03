package io.curlew.testserver.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Messages of one letter again and again, packed to about a thousandth. */
final class Bombs {
    private static final int PIECE = 64 * 1024;

    private interface Packing {
        OutputStream into(OutputStream out) throws IOException;
    }

    private Bombs() {}

    static byte[] gzip(long size) {
        return packed(size, GZIPOutputStream::new);
    }

    /**
     * As permessage-deflate has it: a raw deflate stream that ends in a sync flush, without that flush's last bytes.
     */
    static byte[] deflate(long size) {
        byte[] packed = packed(
                size, out -> new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true), PIECE, true) {
                    @Override
                    public void close() throws IOException {
                        flush();
                        def.end();
                    }
                });
        return Arrays.copyOf(packed, packed.length - 4);
    }

    private static byte[] packed(long size, Packing packing) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) '4');
        try (OutputStream out = packing.into(all)) {
            for (long left = size; left > 0; left -= PIECE) {
                out.write(piece, 0, (int) Math.min(left, PIECE));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}
