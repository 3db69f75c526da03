package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.socketio.protocol.Args;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client().build(server);
    private final Socket socket = client.socket("/");
    private final Seen seen = new Seen();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aSubscriberGetsAsManyEventsAsItAsksFor() throws Exception {
        socket.publisher().subscribe(seen);
        socket.connect().join();
        Flow.Subscription subscription = seen.subscription.get();
        subscription.request(2);
        server.emit("/", "a");
        server.emit("/", "b");
        server.emit("/", "c");
        assertThat(seen.signals.take()).isEqualTo("a");
        assertThat(seen.signals.take()).isEqualTo("b");
        socket.blocking().call("sum", 1, 2);
        assertThat(seen.signals).isEmpty();
        subscription.request(Long.MAX_VALUE);
        subscription.request(Long.MAX_VALUE);
        assertThat(seen.signals.take()).isEqualTo("c");
        server.kick("/");
        assertThat(seen.signals.take()).isEqualTo("complete");
    }

    @Test
    void thereIsOneSubscriber() throws Exception {
        Flow.Publisher<Event> publisher = socket.publisher();
        publisher.subscribe(seen);
        Seen second = new Seen();
        publisher.subscribe(second);
        assertThat(second.signals.take()).isEqualTo("This publisher already has a subscriber");
    }

    @Test
    void aSubscriberThatThrowsHasCancelled() throws Exception {
        Seen throwing = new Seen() {
            @Override
            public void onNext(Event event) {
                super.onNext(event);
                throw new IllegalStateException("on purpose");
            }
        };
        socket.publisher().subscribe(throwing);
        socket.connect().join();
        throwing.subscription.get().request(3);
        server.emit("/", "a");
        assertThat(throwing.signals.take()).isEqualTo("a");
        server.emit("/", "b");
        socket.blocking().call("sum", 1, 2);
        client.close();
        assertThat(throwing.signals).isEmpty();
    }

    @Test
    void askingForNothingIsAnError() throws Exception {
        socket.publisher().subscribe(seen);
        seen.subscription.get().request(0);
        assertThat(seen.signals.take()).isEqualTo("A subscriber must request at least one item");
        seen.subscription.get().request(0);
        client.close();
        assertThat(seen.signals).isEmpty();
    }

    @Test
    void whoCancelsGetsNothing() throws Exception {
        socket.publisher().subscribe(seen);
        seen.subscription.get().request(5);
        seen.subscription.get().cancel();
        socket.connect().join();
        server.emit("/", "a");
        socket.blocking().call("sum", 1, 2);
        client.close();
        assertThat(seen.signals).isEmpty();
    }

    @Test
    void whoCancelsLeavesNothingThatWouldStopReading() throws Exception {
        try (SocketIoClient bounded =
                FakeServer.client().incomingBound(100, 10_000).build(server)) {
            Socket flooded = bounded.socket("/");
            flooded.publisher().subscribe(seen);
            flooded.connect().join();
            server.emit("/", "a");
            seen.subscription.get().cancel();
            for (int i = 0; i < 200; i++) {
                server.emit("/", "b");
                if (i % 20 == 0) {
                    CompletableFuture<Args> behindAll = new CompletableFuture<>();
                    flooded.emitWithAck(EmitOptions.defaults(), behindAll::complete, "sum", 1, 2);
                    assertThat(behindAll.join().get(0, int.class)).isEqualTo(3);
                }
            }
            assertThat(server.newest().pauses).hasValue(0);
        }
    }

    @Test
    void closeCompletesAndAClosedClientHasNone() throws Exception {
        socket.publisher().subscribe(seen);
        client.close();
        assertThat(seen.signals.take()).isEqualTo("complete");
        assertThatIllegalStateException().isThrownBy(socket::publisher);
    }

    private static class Seen implements Flow.Subscriber<Event> {
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(Event event) {
            signals.add(event.name());
        }

        @Override
        public void onError(Throwable thrown) {
            signals.add(String.valueOf(thrown.getMessage()));
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }
    }
}
