package io.curlew.benchmarks;

/**
 * One connected client: what the tasks need of it. What arrives it tells the {@link Arrivals} it was connected with.
 */
interface Client extends AutoCloseable {

    /** Emits an event with strings and numbers. */
    void emit(String event, Object... args);

    /** Emits an event with a quote. */
    void send(Quote quote);

    /** Emits an event with one attachment. */
    default void send(byte[] bytes) {
        throw new UnsupportedOperationException("send binary");
    }

    /** Emits an event that the server acks; {@code answered} may ask again. */
    void ask(Runnable answered);

    @Override
    void close();
}
