package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.SocketPacket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuthTest {
    private final FakeServer server = new FakeServer();

    @Test
    void theSupplierIsAskedAtEveryConnect() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (SocketIoClient client =
                client(() -> Map.of("token", asked.incrementAndGet())).build(server)) {
            client.socket("/").connect().join();
            server.drop();
            assertThat(payload()).isEqualTo("{\"token\":1}");
            assertThat(payload()).isEqualTo("{\"token\":2}");
        }
    }

    @Test
    void aNamespaceMayHaveItsOwn() throws Exception {
        SocketIoClientBuilder builder =
                FakeServer.client().auth(Map.of("token", "all")).auth("/a", () -> Map.of("token", "a"));
        try (SocketIoClient client = builder.build(server)) {
            client.socket("/a").connect().join();
            client.socket("/b").connect().join();
            assertThat(payload()).isEqualTo("{\"token\":\"a\"}");
            assertThat(payload()).isEqualTo("{\"token\":\"all\"}");
        }
    }

    @Test
    @Tag("F34")
    void aSupplierThatThrowsFailsConnect() {
        IllegalStateException bug = new IllegalStateException("no token");
        SocketIoClientBuilder builder = client(() -> {
            throw bug;
        });
        try (SocketIoClient client = builder.build(server)) {
            assertThatThrownBy(() -> client.socket("/").connect().join())
                    .cause()
                    .hasMessage("The auth data for the namespace / could not be obtained or sent: no token")
                    .hasCause(bug);
        }
    }

    @Test
    void dataThatIsTooLargeForTheConnectionFailsConnectWithTheLimit() {
        server.maxFrame = 100;
        try (SocketIoClient client =
                client(() -> Map.of("token", "x".repeat(100))).build(server)) {
            assertThatThrownBy(() -> client.socket("/").connect().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            ConnectFailedException.class,
                            failed -> assertThat(failed.reason()).isEqualTo(ConnectFailedException.Reason.NO_AUTH))
                    .cause()
                    .hasMessage("more than 100 bytes");
        }
    }

    @Test
    @Tag("F34")
    void aSupplierThatThrowsOnceWhileReconnectingIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SocketIoClientBuilder builder = client(() -> {
            if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("no token today");
            }
            return Map.of("token", asked.get());
        });
        LinkedBlockingQueue<ConnectFailedException> errors = new LinkedBlockingQueue<>();
        try (SocketIoClient client = builder.build(server)) {
            Socket socket = client.socket("/");
            socket.onConnectError(errors::add);
            socket.connect().join();
            server.drop();
            ConnectFailedException error = errors.poll(30, TimeUnit.SECONDS);
            assertThat(error).hasRootCauseMessage("no token today");
            assertThat(error.willRetry()).isTrue();
            await().until(socket::connected);
            assertThat(payload()).isEqualTo("{\"token\":1}");
            assertThat(payload()).isEqualTo("{\"token\":3}");
        }
    }

    @Test
    @Tag("F23")
    void theFieldsOfRecoveryBelongToTheProtocol() {
        for (String field : List.of("pid", "offset")) {
            try (SocketIoClient client = client(() -> Map.of(field, "mine")).build(server)) {
                assertThatThrownBy(() -> client.socket("/").connect().join())
                        .cause()
                        .hasCauseInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    @Tag("F34")
    void whatASupplierSaysTooLateIsNotSent() throws Exception {
        CountDownLatch firstAsked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        SocketIoClientBuilder builder = client(() -> {
            int number = asked.incrementAndGet();
            if (number == 1) {
                firstAsked.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return Map.of("token", number);
        });
        try (SocketIoClient client = builder.build(server)) {
            CompletableFuture<Socket> connect = client.socket("/").connect();
            firstAsked.await();
            server.drop();
            connect.join();
            goOn.countDown();
            assertThat(payload()).isEqualTo("{\"token\":2}");
            client.socket("/").blocking().call("sum", 1, 2);
            assertThat(server.received).noneMatch(SocketPacket.Connect.class::isInstance);
        }
    }

    @Test
    @Tag("F34")
    void dataMayComeLaterOrNotAtAll() throws Exception {
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        try (SocketIoClient client = client(() -> later).build(server)) {
            CompletableFuture<Socket> connect = client.socket("/").connect();
            assertThat(connect).isNotDone();
            later.complete(Map.of("token", "x"));
            connect.join();
            assertThat(payload()).isEqualTo("{\"token\":\"x\"}");
        }
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("no token"));
        try (SocketIoClient client = client(() -> failed).build(server)) {
            assertThatThrownBy(() -> client.socket("/").connect().join()).hasRootCauseMessage("no token");
        }
    }

    @Test
    @Tag("F34")
    void aSupplierThatHangsHoldsOneThreadHoweverOftenItIsAsked() throws Exception {
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        SocketIoClientBuilder builder = client(() -> {
            most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
            boolean over = false;
            while (!over) {
                try {
                    over = end.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException deaf) {
                    over = false;
                }
            }
            hanging.decrementAndGet();
            return Map.of("token", 1);
        });
        try (SocketIoClient client = builder.build(server)) {
            CompletableFuture<Socket> connect = client.socket("/").connect();
            for (int i = 1; i <= 5; i++) {
                int wires = i;
                await().until(() -> server.wires.size() >= wires && hanging.get() == 1);
                server.drop();
            }
            end.countDown();
            connect.join();
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void withoutDataTheConnectPacketIsBare() {
        try (SocketIoClient client = FakeServer.client().build(server)) {
            client.socket("/").connect().join();
            await().until(() -> !server.received.isEmpty());
            assertThat(((SocketPacket.Connect) server.received.remove()).payload())
                    .isEmpty();
        }
    }

    private static SocketIoClientBuilder client(Supplier<?> auth) {
        return FakeServer.client().auth(auth);
    }

    private String payload() throws InterruptedException {
        return server.next(SocketPacket.Connect.class).payload().orElseThrow().text();
    }
}
