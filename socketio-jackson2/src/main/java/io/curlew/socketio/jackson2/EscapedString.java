package io.curlew.socketio.jackson2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;

/** A string with unpaired surrogates, which Jackson would refuse to write as UTF-8: they are written as escapes. */
@SuppressWarnings("serial") // never serialised by Java's means
final class EscapedString extends SerializedString {

    EscapedString(String text) {
        super(text);
        _quotedUTF8Ref = quote(text); // what the superclass would work out later
    }

    static boolean isNeededFor(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isUnpaired(text, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Returns whether a surrogate has no partner behind it: a low one never has. */
    private static boolean isUnpaired(String text, int at) {
        return at + 1 == text.length() || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static byte[] quote(String text) {
        ByteArrayOutputStream quoted = new ByteArrayOutputStream(text.length() + 16);
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            if (isUnpaired(text, i)) {
                quoted.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text.substring(plain, i)));
                quoted.writeBytes(String.format("\\u%04x", (int) text.charAt(i)).getBytes(US_ASCII));
                plain = i + 1;
            } else {
                i++;
            }
        }
        quoted.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text.substring(plain)));
        return quoted.toByteArray();
    }
}
