package io.curlew.engineio.client;

/** Stops reading for as long as the application has too much to do. */
interface Backpressure {
    /** Reading has to stop until the application has caught up. On the loop; told again for each message beyond. */
    void backlogIsFull();

    /** Reading may go on. From any thread. */
    void backlogHasRoom();
}
