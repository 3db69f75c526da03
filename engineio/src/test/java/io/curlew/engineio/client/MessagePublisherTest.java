package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class MessagePublisherTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Recorder recorder = new Recorder();

    @Test
    void aSubscriberGetsAsManyMessagesAsItAskedForAndThenTheEnd() {
        EngineSocket socket = network.builder().build();
        Flow.Subscription subscription = subscribe(socket.publisher());
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("a", "b", "c");
        subscription.request(2);
        recorder.expect("a", "b");
        subscription.request(1);
        recorder.expect("a", "b", "c");
        server.lose();
        recorder.expect("a", "b", "c", "complete");
    }

    @Test
    void aSecondSubscriberIsRefused() {
        EngineSocket socket = network.builder().build();
        Flow.Publisher<EnginePacket.Message> publisher = socket.publisher();
        subscribe(publisher);
        subscribe(publisher);
        recorder.expect("error: This publisher already has a subscriber");
        socket.close();
        recorder.expect("error: This publisher already has a subscriber", "complete");
    }

    @Test
    void askingForNothingIsAMistake() {
        EngineSocket socket = network.builder().build();
        subscribe(socket.publisher()).request(0);
        recorder.expect("error: A subscriber must request at least one item");
        socket.close();
    }

    @Test
    void whoCancelsHearsNoMore() {
        EngineSocket socket = network.builder().build();
        subscribe(socket.publisher()).cancel();
        Wait.forResult(socket.connect());
        network.next().send("a");
        socket.close();
        assertThat(recorder.lines()).isEmpty();
    }

    @Test
    void aPublisherAskedForAfterTheEndCompletes() {
        EngineSocket socket = network.builder().build();
        socket.close();
        subscribe(socket.publisher());
        recorder.expect("complete");
    }

    @Test
    void aSubscriberThatThrowsHasCancelled() {
        EngineSocket socket = network.builder().build();
        Flow.Publisher<EnginePacket.Message> publisher = socket.publisher();
        subscribe(publisher).request(10);
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("broken", "a");
        server.send("b");
        Wait.forResult(socket.closeAsync());
        recorder.expect("broken"); // the two are told on threads of their own
        subscribe(publisher); // told after all that the first may have been told
        recorder.expect("broken", "error: This publisher already has a subscriber");
    }

    private Flow.Subscription subscribe(Flow.Publisher<EnginePacket.Message> publisher) {
        CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscribed.complete(subscription);
            }

            @Override
            public void onNext(EnginePacket.Message message) {
                recorder.add(message.data().text());
                if (message.data().text().equals("broken")) {
                    throw new IllegalStateException("thrown by the subscriber");
                }
            }

            @Override
            public void onError(Throwable why) {
                recorder.add("error: " + why.getMessage());
            }

            @Override
            public void onComplete() {
                recorder.add("complete");
            }
        });
        return Wait.forResult(subscribed);
    }

    @Test
    void whoCancelsLeavesNothingThatWouldStopReading() {
        EngineSocket socket = network.builder().incomingBound(4, 1000).direct().build();
        Flow.Subscription subscription = subscribe(socket.publisher());
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("a", "b", "c");
        subscription.cancel();
        for (int i = 0; i < 20; i++) {
            server.send("d", "e");
        }
        CompletableFuture<String> last = new CompletableFuture<>();
        socket.onData(data -> {
            if (data.text().equals("last")) {
                last.complete("last");
            }
        });
        server.send("last");
        assertThat(Wait.forResult(last)).isEqualTo("last");
        assertThat(server.calls()).doesNotContain("pauseReading");
        socket.close();
    }
}
