package io.curlew.testserver.fault;

/** How a connection is ended. */
public enum Cut {
    /**
     * Both sides see an orderly end (FIN). What they still send is read and discarded until they close too, because
     * closing a socket with unread bytes would send a reset instead.
     */
    FIN,

    /** Both sides see a reset (RST). Bytes that are still in a kernel's send buffer are lost with it. */
    RST,

    /**
     * Only the receiver of the direction that is cut sees an orderly end (FIN). The opposite direction continues; what
     * the sender still sends is read and discarded.
     */
    HALF_CLOSE
}
