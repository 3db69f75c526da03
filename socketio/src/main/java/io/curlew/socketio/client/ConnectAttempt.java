package io.curlew.socketio.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to open the connection that is about to be made; see {@link SocketIoClientBuilder#beforeAttempt}. Changes
 * apply to this attempt, and to the namespaces connected over it. Invalid values fail the attempt. For use in the hook
 * only.
 */
public final class ConnectAttempt {
    private final int number;
    private final @Nullable Throwable lastError;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();
    private Optional<String> url = Optional.empty();
    private Optional<Object> auth = Optional.empty();
    private boolean stopped;

    ConnectAttempt(int number, @Nullable Throwable lastError) {
        this.number = number;
        this.lastError = lastError;
    }

    /**
     * Returns 0 for an attempt that the application asked for, otherwise the number of the reconnection attempt,
     * starting with 1.
     */
    public int number() {
        return number;
    }

    /**
     * Returns why there is no connection: the reason for the end of the last connection, or for the failure of the last
     * attempt.
     */
    public Optional<Throwable> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Connects to this server: {@code http}, {@code https}, {@code ws} or {@code wss}. */
    public ConnectAttempt url(String newUrl) {
        url = Optional.of(newUrl);
        return this;
    }

    /** Sends this header, instead of others with the same name. */
    public ConnectAttempt header(String name, String value) {
        headers.put(name, List.of(value));
        return this;
    }

    /** Sends this query parameter, instead of another one with the same name. */
    public ConnectAttempt query(String name, String value) {
        query.put(name, value);
        return this;
    }

    /** Sends this auth data, instead of the data from the builder. */
    public ConnectAttempt auth(Object data) {
        auth = Optional.of(data);
        return this;
    }

    /** Makes neither this attempt nor any other until the application connects again. */
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    Optional<String> url() {
        return url;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    Map<String, String> query() {
        return query;
    }

    Optional<Object> auth() {
        return auth;
    }

    /** Shows only the number; the rest may be secret. */
    @Override
    public String toString() {
        return "attempt " + number;
    }
}
