package io.curlew.interop;

import io.curlew.testsupport.LastingPorts;

/** The ports of these tests. */
public final class LastingPort {
    private static final LastingPorts ALL = new LastingPorts(20_000, 12_000);

    private LastingPort() {}

    /** Returns one that is free now; see {@link LastingPorts}. */
    public static int next() {
        return ALL.next();
    }
}
