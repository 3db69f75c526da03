package io.curlew.engineio.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Carries a socket's cookies to and fro between its {@link Cookies} and the requests of one transport. */
record CookieCarrier(Cookies cookies, Executor loop, Executor offLoop) {

    static CookieCarrier of(Cookies cookies, Connector connector) {
        return new CookieCarrier(cookies, connector.loop(), connector.offLoop());
    }

    /**
     * Puts the cookies into the request, behind the user's own.
     *
     * @param ready called when they are in, on the loop, perhaps from inside this method
     * @param failed called instead, on the loop, never from inside this method
     * @return to be run when the result is no longer needed
     */
    Runnable addTo(HttpRequest request, Runnable ready, Consumer<Throwable> failed) {
        return cookies.find(request.headers(), loop, offLoop, new Cookies.Found() {
            @Override
            public void found(String header) {
                merge(request.headers(), header);
                ready.run();
            }

            @Override
            public void failed(Throwable why) {
                failed.accept(why);
            }
        });
    }

    /** A request has one Cookie header at the most (RFC 6265, section 5.4). */
    private static void merge(HttpHeaders headers, String found) {
        List<String> all = new ArrayList<>(headers.getAll(HttpHeaderNames.COOKIE));
        all.add(found);
        all.removeIf(String::isBlank);
        if (!all.isEmpty()) {
            headers.set(HttpHeaderNames.COOKIE, String.join("; ", all));
        }
    }

    /** Keeps what the answer sets, be it a refusal. */
    void takeFrom(HttpAnswer answer) {
        cookies.store(answer.headers(), offLoop);
    }
}
