package io.curlew.socketio.client;

/** What a run knows of its client. */
interface Owner {
    /** Returns the socket of a namespace. */
    SocketCore socket(String namespace);

    /** Returns the listeners of the client itself. */
    Signals signals();

    /** Counts a volatile event that is not sent. From any thread. */
    void discarded();

    /** The client has ended. On the loop. */
    void ended();
}
