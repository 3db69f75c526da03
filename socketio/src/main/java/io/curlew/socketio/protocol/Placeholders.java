package io.curlew.socketio.protocol;

import java.util.Arrays;

/**
 * The positions of attachment placeholders in a JSON text, in the order of the text: objects whose last
 * {@code _placeholder} is {@code true}. As in the reference implementation, those inside another placeholder do not
 * count.
 */
public final class Placeholders {
    private static final ParserLimits NONE =
            ParserLimits.defaults().withMaxDepth(Integer.MAX_VALUE).withMaxNumberDigits(Integer.MAX_VALUE);
    private static final int NO_NUM = -1;

    // A frame for each open container: where it starts, how many placeholders were found before, and what is known so
    // far about it being one. Arrays have a frame too, in which nothing is ever known.
    private static final int START = 0;
    private static final int FOUND_BEFORE = 1;
    private static final int KEY = 2;
    private static final int IS_PLACEHOLDER = 3;
    private static final int NUM = 4;
    private static final int FRAME = 5;

    private static final int OTHER_KEY = 0;
    private static final int PLACEHOLDER_KEY = 1;
    private static final int NUM_KEY = 2;

    private int[] frames = new int[8 * FRAME];
    private int top = -FRAME;
    private int[] found = new int[8 * 3]; // start, end and num of each placeholder
    private int count;

    Placeholders() {}

    /**
     * Finds the placeholders in a JSON value.
     *
     * @throws ParseException if the range is not a JSON value
     */
    public static Placeholders find(byte[] json, int from, int to) {
        Placeholders placeholders = new Placeholders();
        new JsonScanner(NONE).scan(json, from, to, placeholders);
        return placeholders;
    }

    /** Returns the number of placeholders. */
    public int count() {
        return count;
    }

    /** Returns the index of the opening brace of a placeholder in the array. */
    public int start(int index) {
        return found[3 * index];
    }

    /** Returns the index after the closing brace of a placeholder. */
    public int end(int index) {
        return found[3 * index + 1];
    }

    /**
     * Returns the attachment to which a placeholder refers, counted from 0; negative if its {@code num} is not a valid
     * number.
     */
    public int num(int index) {
        return found[3 * index + 2];
    }

    void open(int at) {
        container();
        top += FRAME;
        if (top == frames.length) {
            frames = Arrays.copyOf(frames, top * 2);
        }
        frames[top + START] = at;
        frames[top + FOUND_BEFORE] = count;
        frames[top + KEY] = OTHER_KEY;
        frames[top + IS_PLACEHOLDER] = 0;
        frames[top + NUM] = NO_NUM;
    }

    void key(byte[] json, int from, int to) {
        int key = OTHER_KEY;
        if (JsonText.isString(json, from, to, "_placeholder")) {
            key = PLACEHOLDER_KEY;
        } else if (JsonText.isString(json, from, to, "num")) {
            key = NUM_KEY;
        }
        frames[top + KEY] = key;
    }

    void scalar(byte[] json, int from, int to) {
        if (top < 0) {
            return;
        }
        if (frames[top + KEY] == PLACEHOLDER_KEY) {
            frames[top + IS_PLACEHOLDER] = json[from] == 't' ? 1 : 0;
        } else if (frames[top + KEY] == NUM_KEY) {
            frames[top + NUM] = JsonText.index(json, from, to);
        }
    }

    /** A key's value that is a container: neither {@code true} nor a number. */
    private void container() {
        if (top < 0) {
            return;
        }
        if (frames[top + KEY] == PLACEHOLDER_KEY) {
            frames[top + IS_PLACEHOLDER] = 0;
        } else if (frames[top + KEY] == NUM_KEY) {
            frames[top + NUM] = NO_NUM;
        }
    }

    /** Returns whether the container that ends here is a placeholder. */
    boolean close(int behind) {
        boolean placeholder = frames[top + IS_PLACEHOLDER] != 0;
        if (placeholder) {
            count = frames[top + FOUND_BEFORE];
            add(frames[top + START], behind, frames[top + NUM]);
        }
        top -= FRAME;
        return placeholder;
    }

    private void add(int start, int end, int num) {
        int at = 3 * count++;
        if (at == found.length) {
            found = Arrays.copyOf(found, at * 2);
        }
        found[at] = start;
        found[at + 1] = end;
        found[at + 2] = num;
    }

    /** Checks that each stands for one of so many attachments. */
    void check(int attachments) {
        for (int i = 0; i < count; i++) {
            if (num(i) < 0 || num(i) >= attachments) {
                throw new ParseException("illegal attachments", start(i));
            }
        }
    }
}
