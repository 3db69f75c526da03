package io.curlew.socketio.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to open the connection that is about to be made; see {@link SocketIoClientBuilder#beforeAttempt}. What is
 * changed here counts for this attempt, and for the namespaces that are connected over it. What can't be right fails
 * the attempt. To be used in the hook only.
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

    /** Returns 0 for an attempt that the application asked for, else the number of the reconnection attempt, from 1. */
    public int number() {
        return number;
    }

    /** Returns why there is no connection: what ended the latest, or what its latest attempt failed with. */
    public Optional<Throwable> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** Connects to this server: {@code http}, {@code https}, {@code ws} or {@code wss}. */
    public ConnectAttempt url(String newUrl) {
        url = Optional.of(newUrl);
        return this;
    }

    /** Sends this header, in place of others of the same name. */
    public ConnectAttempt header(String name, String value) {
        headers.put(name, List.of(value));
        return this;
    }

    /** Sends this query parameter, in place of another of the same name. */
    public ConnectAttempt query(String name, String value) {
        query.put(name, value);
        return this;
    }

    /** Sends this auth data, whatever the builder was told. */
    public ConnectAttempt auth(Object data) {
        auth = Optional.of(data);
        return this;
    }

    /** Does not make the attempt, nor any other until the application connects again. */
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

    /** Tells the number only: the rest may be secret. */
    @Override
    public String toString() {
        return "attempt " + number;
    }
}
