package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * Remembers short ASCII names by their bytes, so that one that comes again costs no new string. A hash table of sets of
 * two places, where a new name pushes out the older one of its set: however many names a peer makes up, a look-up
 * compares two at most, and no more than {@link #MAX_SLOTS} are kept.
 */
final class NameCache {
    /**
     * How many bytes a name may have at all. To make a string of them takes up to five times their number, where all
     * that is decoded is to take no more than three times its own, and 64 KiB.
     */
    static final int MAX_NAME = 16 * 1024;

    static final int MAX_LENGTH = 64;
    static final int MAX_SLOTS = 8192;
    /** Eight sets, 80 bytes: little for each of many connections, and it grows when names push each other out. */
    private static final int MIN_SLOTS = 16;

    private static final @Nullable String[] NONE = {};

    private @Nullable String[] slots = NONE; // until the first name comes
    private int evictions;

    /** Returns the name in a range of bytes. */
    String get(byte[] bytes, int from, int to) {
        int hash = 0;
        int signs = 0;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + bytes[at];
            signs |= bytes[at];
        }
        boolean kept = signs >= 0 && to - from <= MAX_LENGTH;
        return kept ? find(hash, bytes, from, to) : new String(bytes, from, to - from, UTF_8);
    }

    private String find(int hash, byte[] bytes, int from, int to) {
        if (slots.length == 0) {
            slots = new @Nullable String[MIN_SLOTS];
        }
        int slot = slot(hash);
        String first = slots[slot];
        if (first != null && matches(first, bytes, from, to)) {
            return first;
        }
        String second = slots[slot + 1];
        if (second != null && matches(second, bytes, from, to)) {
            return second;
        }
        return add(new String(bytes, from, to - from, UTF_8));
    }

    private String add(String name) {
        boolean evicts = slots[slot(name.hashCode()) + 1] != null;
        if (evicts && ++evictions > slots.length / 4 && slots.length < MAX_SLOTS) {
            grow();
        }
        put(name);
        return name;
    }

    private void put(String name) {
        int slot = slot(name.hashCode()); // the same as over the bytes
        slots[slot + 1] = slots[slot];
        slots[slot] = name;
    }

    private void grow() {
        @Nullable String[] old = slots;
        slots = new @Nullable String[old.length * 2];
        evictions = 0;
        for (String name : old) {
            if (name != null) {
                put(name);
            }
        }
    }

    /** Returns the first place of the set that a hash belongs to; the newer name of a set is there. */
    private int slot(int hash) {
        return 2 * ((hash ^ hash >>> 15) & (slots.length / 2 - 1));
    }

    private static boolean matches(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
