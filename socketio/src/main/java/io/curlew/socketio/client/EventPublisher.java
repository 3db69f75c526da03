package io.curlew.socketio.client;

import io.curlew.engineio.client.Lane;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Gives the events of an inbox to one subscriber, as many as it asks for. Its signals come in a lane of their own. */
final class EventPublisher implements Flow.Publisher<Event> {
    private final Inbox inbox;
    private final Lane lane;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    EventPublisher(Inbox inbox, Lane lane) {
        this.inbox = inbox;
        this.lane = lane;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Event> subscriber) {
        boolean first = subscribed.compareAndSet(false, true);
        Demand demand = new Demand(subscriber, first);
        run(() -> subscriber.onSubscribe(demand));
        if (first) {
            inbox.onChange(demand::wake);
            demand.wake();
        } else {
            run(() -> demand.fail(new IllegalStateException("This publisher has a subscriber already")));
        }
    }

    private void run(Runnable task) {
        lane.add(task);
        lane.flush();
    }

    /** What the subscriber has asked for and not got yet. All but {@link #request} and {@link #cancel} runs in the lane. */
    private final class Demand implements Flow.Subscription {
        private final Flow.Subscriber<? super Event> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final boolean reads;

        /** @param reads whether it takes events, and is not just there to be refused */
        Demand(Flow.Subscriber<? super Event> subscriber, boolean reads) {
            this.subscriber = subscriber;
            this.reads = reads;
        }

        @Override
        public void request(long count) {
            if (count < 1) {
                run(() -> fail(new IllegalArgumentException("A subscriber must request at least one event")));
                return;
            }
            long unused = wanted.accumulateAndGet(count, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            wake();
        }

        @Override
        public void cancel() {
            boolean unused = leave();
        }

        /** Ends it; returns whether it was not over before. */
        private boolean leave() {
            boolean first = ended.compareAndSet(false, true);
            if (first && reads) {
                inbox.leave();
            }
            return first;
        }

        void wake() {
            run(this::publish);
        }

        private Optional<Event> next() {
            return ended.get() || wanted.get() == 0 ? Optional.empty() : inbox.poll();
        }

        void fail(RuntimeException why) {
            if (leave()) {
                subscriber.onError(why);
            }
        }

        /** A subscriber that throws has cancelled (Reactive Streams, rule 2.13); the lane reports what it threw. */
        private void give(Event event) {
            try {
                subscriber.onNext(event);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
        }

        private void publish() {
            Optional<Event> next = next();
            while (next.isPresent()) {
                wanted.decrementAndGet();
                give(next.get());
                next = next();
            }
            if (inbox.isOver() && leave()) {
                subscriber.onComplete();
            }
        }
    }
}
