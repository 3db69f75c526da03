package io.curlew.engineio.session;

import io.curlew.engineio.protocol.TransportType;

/**
 * One transport of one session. What arrives from a transport that the session has given up is told apart by its number.
 */
public record TransportId(TransportType type, int number) {}
