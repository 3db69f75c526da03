package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Gives the messages of an inbox to one subscriber, as many as it asks for. Its signals come in a lane of their own. */
final class MessagePublisher implements Flow.Publisher<EnginePacket.Message> {
    private final Inbox inbox;
    private final Lane lane;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    MessagePublisher(Inbox inbox, Lane lane) {
        this.inbox = inbox;
        this.lane = lane;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super EnginePacket.Message> subscriber) {
        boolean first = subscribed.compareAndSet(false, true);
        Demand demand = new Demand(subscriber, first);
        run(() -> subscriber.onSubscribe(demand));
        if (first) {
            inbox.onAdded(demand::wake);
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
        private final Flow.Subscriber<? super EnginePacket.Message> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final boolean reads;

        /** @param reads whether it takes messages, and is not just there to be refused */
        Demand(Flow.Subscriber<? super EnginePacket.Message> subscriber, boolean reads) {
            this.subscriber = subscriber;
            this.reads = reads;
        }

        @Override
        public void request(long count) {
            if (count < 1) {
                run(() -> fail(new IllegalArgumentException("A subscriber must request at least one message")));
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

        void fail(RuntimeException why) {
            if (leave()) {
                subscriber.onError(why);
            }
        }

        /** A subscriber that throws has cancelled (Reactive Streams, rule 2.13); the lane reports what it threw. */
        private void give(EnginePacket.Message message) {
            try {
                subscriber.onNext(message);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
        }

        private void publish() {
            while (!ended.get() && wanted.get() > 0) {
                Inbox.Outcome outcome = inbox.poll();
                if (outcome instanceof Inbox.Outcome.Taken taken) {
                    wanted.decrementAndGet();
                    give(taken.message());
                } else {
                    break;
                }
            }
            if (inbox.isAtEnd() && leave()) {
                subscriber.onComplete();
            }
        }
    }
}
