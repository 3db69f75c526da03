package io.curlew.engineio.client;

/** The direction of a packet. */
public enum Direction {
    /** From the server. */
    IN,
    /** To the server. */
    OUT
}
