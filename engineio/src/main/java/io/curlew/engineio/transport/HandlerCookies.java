package io.curlew.engineio.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cookies that a user's handler keeps. It may block, so it is asked off the loop; and one thing at a time, so that
 * what an answer set is there for the next request.
 */
final class HandlerCookies extends Cookies {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerCookies.class);

    private final CookieHandler handler;
    private final URI endpoint;
    private CompletableFuture<?> latest = CompletableFuture.completedFuture("");

    HandlerCookies(CookieHandler handler, URI endpoint) {
        this.handler = handler;
        this.endpoint = endpoint;
    }

    @Override
    Runnable find(HttpHeaders request, Executor loop, Executor offLoop, Found found) {
        Map<String, List<String>> headers = copy(request);
        FutureTask<?> question = new FutureTask<>(() -> ask(headers, loop, found), null);
        var unused = inTurn(offLoop, question).exceptionally(notTaken -> {
            // The executor is full, or at its end. Without this the request would wait for its deadline.
            loop.execute(() -> found.failed(notTaken));
            return "";
        });
        return () -> question.cancel(true); // one that hangs would else hold a thread for each attempt to connect
    }

    private void ask(Map<String, List<String>> request, Executor loop, Found found) {
        try {
            String header = header(request);
            loop.execute(() -> tell(found, header));
        } catch (Throwable failure) {
            loop.execute(() -> found.failed(failure));
        }
    }

    private static void tell(Found found, String header) {
        try {
            found.found(header);
        } catch (Throwable failure) {
            found.failed(failure);
        }
    }

    private String header(Map<String, List<String>> request) throws IOException {
        String header = handler.get(endpoint, request).entrySet().stream()
                .filter(entry -> "Cookie".equalsIgnoreCase(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.joining("; "));
        if (!header.chars().allMatch(SetCookie::canBeSentBack)) {
            throw new IllegalArgumentException("The cookie handler returned a value that a header cannot contain");
        }
        return header;
    }

    @Override
    void store(HttpHeaders answer, Executor offLoop) {
        if (answer.contains(HttpHeaderNames.SET_COOKIE)) {
            Map<String, List<String>> headers = copy(answer);
            var unused = inTurn(offLoop, () -> put(headers)).exceptionally(notTaken -> {
                LOG.warn("The cookie handler could not be given cookies", notTaken);
                return "";
            });
        }
    }

    private void put(Map<String, List<String>> answer) {
        try {
            handler.put(endpoint, answer);
        } catch (Throwable failure) {
            // Its message may quote the cookie.
            LOG.warn("The cookie handler did not take cookies: {}", failure.getClass());
        }
    }

    /**
     * Does not throw. What it returns is over when the task is, whatever became of those before, and fails when the
     * executor does not take the task.
     */
    private CompletableFuture<String> inTurn(Executor offLoop, Runnable task) {
        CompletableFuture<String> turn = latest.handleAsync(
                (ignored, failure) -> {
                    task.run();
                    return "";
                },
                offLoop);
        latest = turn;
        return turn;
    }

    private static Map<String, List<String>> copy(HttpHeaders headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.names().forEach(name -> copy.put(name, List.copyOf(headers.getAll(name))));
        return Collections.unmodifiableMap(copy);
    }
}
