package io.curlew.emitter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text that has to be Unicode, since UTF-8 has no unpaired surrogates: Java would send a question mark instead. */
final class Utf8 {
    private Utf8() {}

    /**
     * Returns the bytes.
     *
     * @param what names the text in the exception
     * @throws IllegalArgumentException when it has an unpaired surrogate
     */
    static byte[] of(String what, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " has an unpaired surrogate, which can't be sent", e);
        }
    }
}
