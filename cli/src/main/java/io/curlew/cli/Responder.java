package io.curlew.cli;

import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;

/** What a server says to its clients. */
interface Responder {
    /** Says what is to be said to a client that has joined. */
    default void welcome(ServerSocket socket) {}

    /** Answers the event; returns whether it is one that this answers. */
    boolean answer(ServerEvent event);
}
