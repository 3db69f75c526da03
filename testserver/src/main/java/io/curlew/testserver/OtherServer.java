package io.curlew.testserver;

/** Servers that behave otherwise than the reference server: see {@link TestServer.Builder#like}. */
public enum OtherServer {
    /** python-engineio: it takes 16 packets in a POST, and forgets one with more without a word. */
    PYTHON_ENGINEIO,

    /** netty-socketio: it says that it keeps connections alive, and closes each after its answer. */
    NETTY_SOCKETIO
}
