package io.curlew.testserver;

/**
 * What several entries of a {@link Journal} keep in memory together: counted once, while one of them is there. Confined
 * to the journal's lock.
 */
final class SharedMemory {
    private final long bytes;
    private int users;

    SharedMemory(long bytes) {
        this.bytes = bytes;
    }

    /** One entry more keeps it. Returns how many bytes more are kept. */
    long use() {
        return users++ == 0 ? bytes : 0;
    }

    /** One entry less keeps it. Returns how many bytes less are kept. */
    long release() {
        return --users == 0 ? bytes : 0;
    }
}
