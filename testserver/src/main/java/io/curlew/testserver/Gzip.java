package io.curlew.testserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Compressed bodies. */
final class Gzip {
    private Gzip() {}

    static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return compressed.toByteArray();
    }

    /** Returns whether a client takes gzip that says this about the encodings that it takes. */
    static boolean isAccepted(List<String> acceptEncoding) {
        return acceptEncoding.stream()
                .flatMap(header -> List.of(header.toLowerCase(Locale.ROOT).split(",", -1)).stream())
                .map(String::strip)
                .anyMatch(coding -> coding.matches("(gzip|\\*)(\\s*;\\s*q=(?!0(\\.0*)?$).*)?"));
    }
}
