package io.curlew.kafka;

import io.curlew.testsupport.LastingPorts;

/** The ports of these tests. */
final class FreePort {
    private static final LastingPorts ALL = new LastingPorts(12_000, 7_000);

    private FreePort() {}

    /** Returns one that is free now; see {@link LastingPorts}. */
    static int next() {
        return ALL.next();
    }
}
