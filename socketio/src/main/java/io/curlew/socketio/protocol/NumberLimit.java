package io.curlew.socketio.protocol;

/**
 * Finds numbers with too many digits in JSON that a codec has written. They are rare and the limit is high, so it looks
 * at one byte in so many: a longer run of digits has one of them.
 */
final class NumberLimit {
    private static final ParserLimits NO_OTHER = ParserLimits.defaults().withMaxDepth(Integer.MAX_VALUE);

    private final int maxDigits;

    NumberLimit(int maxDigits) {
        this.maxDigits = maxDigits;
    }

    int maxDigits() {
        return maxDigits;
    }

    /** Returns whether the value that begins there, the last in the sink, has such a number. */
    boolean isExceeded(ByteSink json, int from) {
        for (long at = (long) from + maxDigits; at < json.size(); at += maxDigits) {
            if (isInNumber(json.get((int) at)) && isLong(json, from, (int) at)) {
                return hasLongNumber(json, from); // a string may look like one
            }
        }
        return false;
    }

    /** Returns whether what might be a number, and is there, has more bytes than a number may have digits. */
    private boolean isLong(ByteSink json, int from, int inside) {
        int start = inside;
        while (start > from && isInNumber(json.get(start - 1))) {
            start--;
        }
        int end = inside + 1;
        while (end < json.size() && isInNumber(json.get(end)) && end - start <= maxDigits) {
            end++;
        }
        return end - start > maxDigits;
    }

    private boolean hasLongNumber(ByteSink json, int from) {
        byte[] array = new byte[json.size() - from];
        json.copyTo(array, 0, from, json.size());
        try {
            var unused = new JsonScanner(NO_OTHER.withMaxNumberDigits(maxDigits)).scan(array, 0, array.length, null);
            return false;
        } catch (ParseException tooLong) {
            return true;
        }
    }

    private static boolean isInNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || (b | 0x20) == 'e';
    }
}
