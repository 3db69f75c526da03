package io.curlew.testserver;

import io.curlew.testsupport.LastingPorts;

/** The ports of the servers that come back in these tests. */
final class LastingPort {
    private static final LastingPorts ALL = new LastingPorts(11_000, 500);

    private LastingPort() {}

    /** Returns one that is free now; see {@link LastingPorts}. */
    static int next() {
        return ALL.next();
    }
}
