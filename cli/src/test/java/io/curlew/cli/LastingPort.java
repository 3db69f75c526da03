package io.curlew.cli;

import io.curlew.testsupport.LastingPorts;

/** The ports of these tests, for servers that go away: the system gives them to nobody else meanwhile. */
final class LastingPort {
    private static final LastingPorts ALL = new LastingPorts(11_000, 1_000);

    private LastingPort() {}

    /** Returns one that is free now; see {@link LastingPorts}. */
    static int next() {
        return ALL.next();
    }
}
