package io.curlew.testserver;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is answered to requests beside Socket.IO, by method and path. */
final class Routes {
    private static final Pattern METHOD_AND_PATH = Pattern.compile("[A-Z]+ /[^\\s?#]*");

    private final Map<String, Function<? super RouteRequest, HttpReply>> routes = new ConcurrentHashMap<>();
    private final Consumer<Throwable> whenOneThrows;

    Routes(Consumer<Throwable> whenOneThrows) {
        this.whenOneThrows = whenOneThrows;
    }

    void add(String route, Function<? super RouteRequest, HttpReply> reply) {
        routes.put(checked(route), Objects.requireNonNull(reply, "reply"));
    }

    static String checked(String route) {
        if (!METHOD_AND_PATH.matcher(route).matches()) {
            throw new IllegalArgumentException(
                    "A route is a method and a path without a query, such as \"POST /login\", not " + route);
        }
        return route;
    }

    /** Returns what answers the request when its body is there. */
    Optional<Supplier<HttpReply>> find(HttpExchange exchange) {
        return Optional.<Function<? super RouteRequest, HttpReply>>ofNullable(
                        routes.get(exchange.method().name() + " " + exchange.path()))
                .map(route -> () -> reply(route, exchange.toRouteRequest()));
    }

    /** Returns the answer; status 500 when the route throws, which is a failure of the test. */
    private HttpReply reply(Function<? super RouteRequest, HttpReply> route, RouteRequest request) {
        try {
            return Objects.requireNonNull(route.apply(request), "the route gave no reply");
        } catch (Throwable thrown) {
            whenOneThrows.accept(thrown);
            return HttpReply.status(500);
        }
    }
}
