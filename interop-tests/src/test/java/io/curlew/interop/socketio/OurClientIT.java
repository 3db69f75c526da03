package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.interop.LiveThreads;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Soon;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DisconnectReason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What our client promises beyond what every client does, on every server. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.socketio.Pairing#ofOurClient")
@Isolated("counts the threads of the JVM, and measures how soon an end is noticed")
class OurClientIT extends OurClientInterop {
    @Test
    void aListenerMayWaitForAnAnswer() {
        try (SocketIoClient client = newClient()) {
            Socket main = connected(client);
            Mailbox<Args> answers = new Mailbox<>("answer");
            main.on("question", event -> {
                int answer = main.emitWithAck("ask", 42).join().get(0, int.class);
                event.ack(answer);
            });
            main.on("answered", event -> answers.put(event.args()));

            main.emit("ask me");

            assertThat(answers.take().get(0, int.class)).isEqualTo(42);
        }
    }

    @Test
    void pendingAnswersAddNoThread() {
        try (SocketIoClient client = newClient()) {
            Socket main = connected(client);
            roundTrip(main);
            LiveThreads before = LiveThreads.now();

            List<CompletableFuture<Args>> pending = IntStream.range(0, 500)
                    .mapToObj(i -> main.emitWithAck(EmitOptions.timeout(LONG), "never answer", i))
                    .toList();
            roundTrip(main);

            // What runs callbacks may come and go, whatever is pending.
            assertThat(pending).noneMatch(CompletableFuture::isDone);
            assertThat(LiveThreads.now().addedSince(before))
                    .allMatch(name -> name.startsWith("curlew-callback-"))
                    .hasSizeLessThan(3);
        }
    }

    @Test
    void aClosedClientLeavesNoThread() {
        LiveThreads before = LiveThreads.now();
        try (SocketIoClient client = newClient()) {
            roundTrip(connected(client));
        }

        await().pollInSameThread()
                .untilAsserted(
                        () -> assertThat(LiveThreads.now().addedSince(before)).isEmpty());
    }

    @Test
    void aConnectionThatTheServerClosesIsReportedAtOnce() throws Exception {
        Soon.assertWithin(Duration.ofSeconds(1), () -> {
            try (SocketIoClient client = newClient()) {
                Socket main = connected(client);
                Mailbox<Disconnection> disconnections = disconnections(main);
                long start = System.nanoTime();
                main.emit("hang up");
                Disconnection disconnection = disconnections.take();
                Duration took = Soon.since(start);

                assertThat(disconnection.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
                assertThat(closeCode(disconnection).isPresent()).isEqualTo(isOnWebSocket());
                return took;
            }
        });
    }

    @Test
    void aServerThatStopsIsReportedAtOnce() throws Exception {
        Soon.assertWithin(Duration.ofSeconds(1), () -> {
            try (SocketIoClient client = newClient()) {
                Mailbox<Disconnection> disconnections = disconnections(connected(client));
                long start = System.nanoTime();
                server.stop();
                Disconnection disconnection = disconnections.take();
                Duration took = Soon.since(start);

                assertThat(disconnection.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
                return took;
            } finally {
                server.reopen();
            }
        });
    }

    private static Mailbox<Disconnection> disconnections(Socket socket) {
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        socket.onDisconnect(disconnections::put);
        return disconnections;
    }

    private static OptionalInt closeCode(Disconnection disconnection) {
        return ((TransportException) disconnection.cause().orElseThrow()).closeCode();
    }

    private boolean isOnWebSocket() {
        return pairing.transports() != Transports.POLLING;
    }
}
