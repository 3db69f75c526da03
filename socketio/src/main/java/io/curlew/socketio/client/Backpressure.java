package io.curlew.socketio.client;

/** Holds the connection back for as long as listeners have too much to do. */
interface Backpressure {
    /** Reading has to stop until listeners have caught up. On the loop. */
    void backlogIsFull();

    /** There had better be no other connection until listeners have caught up. On the loop. */
    void backlogIsFullOfSignals();

    /** Listeners have caught up. From any thread. */
    void backlogHasRoom();
}
