package io.curlew.testserver;

/** Servers that differ from the reference server: see {@link TestServer.Builder#like}. */
public enum OtherServer {
    /** python-engineio accepts 16 packets per POST, and silently drops a POST with more. */
    PYTHON_ENGINEIO,

    /** netty-socketio announces keep-alive, and closes each connection after its answer. */
    NETTY_SOCKETIO
}
