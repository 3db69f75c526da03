package io.curlew.socketio.protocol;

/** The number grammar of RFC 8259, with a bound on the digits. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** Returns what is behind the number that must begin there. */
    static int skip(byte[] json, int from, int to, int maxDigits) {
        int at = from < to && json[from] == '-' ? from + 1 : from;
        int digits = at;
        at = digits(json, at, to, "a JSON value was expected");
        if (json[digits] == '0' && at > digits + 1) {
            throw new ParseException("a number may not begin with 0", digits);
        }
        if (at < to && json[at] == '.') {
            at = digits(json, at + 1, to, "a digit was expected behind the point");
        }
        if (at < to && (json[at] | 0x20) == 'e') {
            at = exponent(json, at + 1, to);
        }
        if (at - from > maxDigits) {
            checkDigits(json, from, at, maxDigits);
        }
        return at;
    }

    private static int exponent(byte[] json, int from, int to) {
        boolean signed = from < to && (json[from] == '+' || json[from] == '-');
        return digits(json, signed ? from + 1 : from, to, "a digit was expected in the exponent");
    }

    private static int digits(byte[] json, int from, int to, String rule) {
        int at = from;
        while (at < to && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new ParseException(rule, at);
        }
        return at;
    }

    private static void checkDigits(byte[] json, int from, int to, int maxDigits) {
        int digits = 0;
        for (int at = from; at < to; at++) {
            if (json[at] >= '0' && json[at] <= '9') {
                digits++;
            }
        }
        if (digits > maxDigits) {
            throw new ParseException(
                    "a number may have at most " + maxDigits + " digits (the limit maxNumberDigits)", from);
        }
    }
}
