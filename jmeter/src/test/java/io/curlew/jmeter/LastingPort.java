package io.curlew.jmeter;

import io.curlew.testsupport.LastingPorts;

/** The ports of these tests. */
final class LastingPort {
    private static final LastingPorts ALL = new LastingPorts(10_000, 1_000);

    private LastingPort() {}

    /** Returns one that is free now; see {@link LastingPorts}. */
    static int next() {
        return ALL.next();
    }
}
