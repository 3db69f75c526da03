package io.curlew.engineio.transport;

import io.curlew.engineio.transport.RequestConfig.CookieSource;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * The cookies of one socket: each of its transports sends the cookies that any of them has received. Used on the loop
 * that the transports share.
 */
public abstract class Cookies {

    /** Hears what {@link #find} found. One of the two is called, once, on the loop. */
    interface Found {
        /** The value of the Cookie header; empty for none. */
        void found(String header);

        void failed(Throwable why);
    }

    static final Runnable NOTHING = () -> {};

    Cookies() {}

    /** Returns the cookies of a new socket: none yet, or those of the handler that it was given. */
    public static Cookies of(TransportConfig config) {
        CookieSource source = config.requests().cookies();
        if (source instanceof CookieSource.Handler given) {
            return new HandlerCookies(given.handler(), config.endpoint());
        }
        return source instanceof CookieSource.Jar ? new CookieJar(config.target(), InstantSource.system()) : new None();
    }

    /**
     * Finds the cookies for a request, and tells them from inside this call or later. Returns what to run when nobody
     * waits for them any more.
     */
    abstract Runnable find(HttpHeaders request, Executor loop, Executor offLoop, Found found);

    /** Takes what an answer sets; the next {@link #find} knows it. */
    abstract void store(HttpHeaders answer, Executor offLoop);

    /** Cookies are secrets. */
    @Override
    public final String toString() {
        return getClass().getSimpleName();
    }

    /** Keeps nothing. */
    private static final class None extends Cookies {
        @Override
        Runnable find(HttpHeaders request, Executor loop, Executor offLoop, Found found) {
            found.found("");
            return NOTHING;
        }

        @Override
        void store(HttpHeaders answer, Executor offLoop) {
            // That is what none means.
        }
    }
}
