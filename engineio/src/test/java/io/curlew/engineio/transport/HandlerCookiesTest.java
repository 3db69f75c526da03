package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.CookieManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cookie handler that can't even be asked. */
class HandlerCookiesTest {
    private final HandlerCookies cookies = new HandlerCookies(new CookieManager(), URI.create("http://localhost/"));
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> loop = new ArrayList<>();

    private final Cookies.Found found = new Cookies.Found() {
        @Override
        public void found(String header) {
            told.add("found");
        }

        @Override
        public void failed(Throwable why) {
            assertThat(why).hasRootCauseInstanceOf(RejectedExecutionException.class);
            told.add("failed");
        }
    };

    private static void full(Runnable task) {
        throw new RejectedExecutionException("full");
    }

    @Test
    @Tag("N03")
    void anExecutorThatTakesNoQuestionFailsTheRequestAndNotTheNextOne() {
        cookies.find(new DefaultHttpHeaders(), loop::add, HandlerCookiesTest::full, found);
        assertThat(told).isEmpty();
        loop.forEach(Runnable::run);
        assertThat(told).containsExactly("failed");
        cookies.find(new DefaultHttpHeaders(), Runnable::run, Runnable::run, found);
        assertThat(told).containsExactly("failed", "found");
    }

    @Test
    @Tag("N03")
    void anExecutorThatTakesNoCookiesKeepsNobodyWaiting() {
        cookies.store(new DefaultHttpHeaders().set("Set-Cookie", "a=1"), HandlerCookiesTest::full);
        cookies.find(new DefaultHttpHeaders(), Runnable::run, Runnable::run, found);
        assertThat(told).containsExactly("found");
    }
}
