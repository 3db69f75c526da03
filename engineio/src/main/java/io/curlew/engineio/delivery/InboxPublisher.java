package io.curlew.engineio.delivery;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives the items of an inbox to one subscriber, as many as it asks for. Its signals come in a lane of their own.
 * Reactive Streams 1.0.4. Not API.
 */
public final class InboxPublisher<T> implements Flow.Publisher<T> {
    private final Inbox<T> inbox;
    private final Executor executor;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * Makes one that reads an inbox which was {@linkplain Inbox#open opened} for it.
     *
     * @param executor where the subscriber is called
     */
    public InboxPublisher(Inbox<T> inbox, Executor executor) {
        this.inbox = inbox;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber);
        if (subscribed.compareAndSet(false, true)) {
            new InboxSubscription<T>(subscriber, inbox, executor).start();
        } else {
            new InboxSubscription<T>(subscriber, new Inbox<>(), executor)
                    .refuse(new IllegalStateException("This publisher already has a subscriber"));
        }
    }
}
