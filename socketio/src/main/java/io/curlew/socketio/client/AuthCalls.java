package io.curlew.socketio.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Calls the application's suppliers of auth data, on threads that may block: one call at a time for each namespace. One that
 * hangs is interrupted by the next, which waits until it has ended; so it never holds more than one thread. Confined to
 * the loop.
 */
final class AuthCalls {
    private final Executor executor;
    private final ClientDriver driver;
    private final Map<String, FutureTask<?>> running = new HashMap<>();
    private final Map<String, Runnable> waiting = new HashMap<>();

    AuthCalls(Executor executor, ClientDriver driver) {
        this.executor = executor;
        this.driver = driver;
    }

    void call(String namespace, Runnable question) {
        FutureTask<?> before = running.get(namespace);
        if (before != null) {
            waiting.put(namespace, question);
            boolean unused = before.cancel(true);
            return;
        }
        FutureTask<?> call = new FutureTask<>(question, null);
        running.put(namespace, call);
        executor.execute(() -> {
            call.run();
            driver.later(() -> ended(namespace));
        });
    }

    private void ended(String namespace) {
        running.remove(namespace);
        Runnable next = waiting.remove(namespace);
        if (next != null) {
            call(namespace, next);
        }
    }
}
