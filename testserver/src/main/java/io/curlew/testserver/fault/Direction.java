package io.curlew.testserver.fault;

import java.util.Set;

/** Which way bytes travel through the proxy. */
public enum Direction {
    /** From the client to the server. */
    TO_SERVER,
    /** From the server to the client. */
    TO_CLIENT;

    static final Set<Direction> BOTH = Set.of(TO_SERVER, TO_CLIENT);
}
