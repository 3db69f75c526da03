package io.curlew.testserver;

import java.util.Optional;

/** Who answers the requests that arrive on a connection. */
interface Requests {

    /** A POST's head has arrived. Returns what takes its body; empty when the POST was refused. */
    Optional<PostBody> post(HttpExchange exchange);

    /** Any other request has arrived, whole. */
    void request(HttpExchange exchange);

    /** A request was answered. */
    void answered(HttpExchange exchange);
}
