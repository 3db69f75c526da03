package io.curlew.engineio.client;

/** Which way a packet goes. */
public enum Direction {
    /** From the server. */
    IN,
    /** To the server. */
    OUT
}
