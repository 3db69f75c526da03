package io.curlew.socketio.protocol;

/**
 * Where the parts of a JSON array start, when there are very many: a bit for each byte of the text. The parts may have
 * two bytes each, so a table of them would be several times the text; this takes an eighth of it, and a little to find
 * the part of an index without counting from the start. Complete, it is immutable.
 */
final class PartMarks {
    /** So many words, that is 512 bytes of text, share an entry of {@link #before}. */
    private static final int BLOCK = 8;

    private final byte[] json;
    private final int from;
    private final long[] words;
    private int[] before = {}; // how many parts start before each block
    private int count;
    private int end;

    /** For an array that lies somewhere in that range. */
    PartMarks(byte[] json, int from, int to) {
        this.json = json;
        this.from = from;
        this.words = new long[(to - from + Long.SIZE - 1) / Long.SIZE];
    }

    /** A part starts there, behind all others. */
    void add(int start) {
        int at = start - from;
        words[at / Long.SIZE] |= 1L << at; // shifts by the lowest six bits
        count++;
    }

    /** Completes it: the array, whose last byte is its closing bracket, ends there. */
    void finish(int arrayEnd) {
        end = arrayEnd;
        before = new int[(words.length + BLOCK - 1) / BLOCK];
        int sum = 0;
        for (int word = 0; word < words.length; word++) {
            if (word % BLOCK == 0) {
                before[word / BLOCK] = sum;
            }
            sum += Long.bitCount(words[word]);
        }
    }

    int count() {
        return count;
    }

    int start(int index) {
        int block = block(index);
        int word = block * BLOCK;
        int left = index - before[block];
        for (int here = Long.bitCount(words[word]); here <= left; here = Long.bitCount(words[word])) {
            left -= here;
            word++;
        }
        long bits = words[word];
        for (int i = 0; i < left; i++) {
            bits &= bits - 1; // without its lowest one
        }
        return from + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    /** Returns the last block before which no more parts start than that. */
    private int block(int index) {
        int low = 0;
        int high = before.length - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (before[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Returns where the part that starts behind that place does. */
    int next(int start) {
        int at = start - from + 1;
        int word = at / Long.SIZE;
        long bits = words[word] & -1L << at;
        while (bits == 0) {
            bits = words[++word];
        }
        return from + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    /** Returns what is behind a part: the first space, or the comma or bracket, between it and the next one. */
    int end(int index) {
        int separator = index == count - 1 ? end - 1 : skipSpaceBack(next(start(index))) - 1;
        return skipSpaceBack(separator);
    }

    private int skipSpaceBack(int behind) {
        int at = behind;
        while (isSpace(json[at - 1])) {
            at--;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
