package io.curlew.emitter;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server said to a request.
 *
 * @param requestId which request
 * @param server who said it; empty with the Redis adapter, whose servers don't tell
 * @param clients present when it says to how many clients it has passed on an event that wants answers
 * @param answer what a client or a server answered; empty when it answered with nothing
 */
record Response(String requestId, Optional<String> server, OptionalLong clients, Optional<? extends Fields> answer) {}
