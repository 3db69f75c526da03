package io.curlew.testserver;

import java.util.Optional;

/** Who answers the requests that arrive on a connection. */
interface Requests {

    /** A request's head has arrived. Returns what takes its body; empty when nothing does. */
    Optional<RequestBody> body(HttpExchange exchange);

    /** A request other than a POST has arrived, whole, whose body nobody took. */
    void request(HttpExchange exchange);

    /** A request was answered, or is one to a route that never will be. */
    void over(HttpExchange exchange);
}
