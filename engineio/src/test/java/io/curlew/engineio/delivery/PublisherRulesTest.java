package io.curlew.engineio.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for publishers, each with its tests, as those who wrote them check them. */
@Test
public class PublisherRulesTest extends FlowPublisherVerification<Long> {
    private static final long MILLIS_TO_WAIT = 500;
    private static final long MILLIS_WITHOUT_A_SIGNAL = 50;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    public PublisherRulesTest() {
        super(new TestEnvironment(MILLIS_TO_WAIT, MILLIS_WITHOUT_A_SIGNAL));
    }

    @AfterClass
    void endThreads() {
        executor.shutdown();
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        Inbox<Long> inbox = new Inbox<>();
        inbox.open();
        LongStream.range(0, Math.min(elements, 10_000)).forEach(item -> inbox.add(item, () -> {}));
        if (elements < Long.MAX_VALUE) {
            inbox.end();
        }
        return new InboxPublisher<>(inbox, executor);
    }

    /** It has a subscriber already, which is the one thing for which it refuses one. */
    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        Flow.Publisher<Long> taken = createFlowPublisher(1);
        taken.subscribe(new Nobody());
        return taken;
    }

    private static final class Nobody implements Flow.Subscriber<Long> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(Long item) {}

        @Override
        public void onError(Throwable why) {}

        @Override
        public void onComplete() {}
    }
}
