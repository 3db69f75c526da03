package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SuppliersTest {
    private final FakeNetwork network = new FakeNetwork();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theUrlIsAskedForAtEachAttempt() {
        EngineSocketBuilder builder = network.builder("http://first.test?kept=1")
                .urlFrom(() -> "https://user:pw@host" + asked.incrementAndGet() + ".test:8443/own/?a=b");
        assertThat(asked).hasValue(0);
        connect(builder);
        assertThat(network.config().endpoint()).isEqualTo(URI.create("https://host1.test:8443/own/"));
        assertThat(network.config().query()).isEqualTo(Map.of("kept", "1", "a", "b"));
        assertThat(network.config().headers()).containsEntry("authorization", List.of("Basic dXNlcjpwdw=="));
        connect(builder);
        assertThat(network.config().endpoint().getHost()).isEqualTo("host2.test");
        connect(builder.path("/told/"));
        assertThat(network.config().endpoint().getPath()).isEqualTo("/told/");
    }

    @Test
    void aSocketNamesTheServerThatItWasGivenAndNoCredentials() {
        EngineSocket socket = network.builder("http://first.test")
                .urlFrom(() -> "ws://user:secret@second.test:81/own/?token=secret")
                .buildPolling();
        assertThat(socket.suppliedServer()).isEmpty();
        socket.connect().join();
        assertThat(socket.suppliedServer()).hasValue("http://second.test:81");
        socket.close();
        assertThat(socket.suppliedServer()).hasValue("http://second.test:81");

        EngineSocket other =
                network.builder("http://first.test").queryFrom(Map::of).buildPolling();
        other.connect().join();
        assertThat(other.suppliedServer()).isEmpty();
        other.close();
    }

    @Test
    @Tag("A55")
    void credentialsStayWithTheUrlThatTheyCameWith() {
        connect(network.builder("http://user:pw@first.test")
                .header("x-own", "kept")
                .urlFrom(() -> "http://second.test"));
        assertThat(network.config().headers())
                .doesNotContainKey("authorization")
                .containsKey("x-own");
        connect(network.builder("http://user:pw@first.test")
                .header("authorization", "Bearer own")
                .urlFrom(() -> "http://second.test"));
        assertThat(network.config().headers()).containsEntry("authorization", List.of("Bearer own"));
    }

    @Test
    void aUrlWithoutAPathGetsTheDefault() {
        connect(network.builder("http://first.test/mine/").urlFrom(() -> "http://second.test"));
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://second.test/engine.io/"));
    }

    @Test
    @Tag("N15")
    void theZoneIsThatOfTheUrlThatIsAskedFor() {
        connect(network.builder("http://[fe80::1%25eth0]").urlFrom(() -> "http://[fe80::2%25eth1]:80"));
        assertThat(network.config().dial().zone()).contains("eth1");
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://[fe80::2]/engine.io/"));
        connect(network.builder("http://[fe80::1%25eth0]").urlFrom(() -> "http://[fe80::2]"));
        assertThat(network.config().dial().zone()).isEmpty();
        connect(network.builder("http://[fe80::1%25eth0]").queryFrom(Map::of));
        assertThat(network.config().dial().zone()).contains("eth0");
    }

    @Test
    @Tag("N18")
    void aSlashIsAddedToThePathOfItToo() {
        EngineSocketBuilder builder = network.builder("http://first.test").urlFrom(() -> "http://second.test/own");
        connect(builder);
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://second.test/own/"));
        connect(builder.noTrailingSlash());
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://second.test/own"));
        connect(builder.path("/told"));
        assertThat(network.config().endpoint()).isEqualTo(URI.create("http://second.test/told"));
    }

    @Test
    void headersAndQueryReplaceThoseOfTheSameName() {
        connect(network.builder("http://host.test")
                .header("X-Token", "old")
                .header("X-Other", "kept")
                .query("q", "old")
                .headersFrom(() -> Map.of("x-token", List.of("new", "newer")))
                .queryFrom(() -> Map.of("q", "new", "r", "s")));
        assertThat(network.config().headers())
                .containsEntry("X-Other", List.of("kept"))
                .containsValue(List.of("new", "newer"))
                .doesNotContainValue(List.of("old"));
        assertThat(network.config().query()).isEqualTo(Map.of("q", "new", "r", "s"));
    }

    @Test
    void anAnswerMayComeLater() {
        CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
        EngineSocket socket =
                network.builder("http://host.test").queryFromAsync(() -> later).buildPolling();
        CompletableFuture<Handshake> connect = socket.connect();
        assertThat(connect).isNotDone();
        later.complete(Map.of("token", "x"));
        connect.join();
        assertThat(network.config().query()).isEqualTo(Map.of("token", "x"));
        socket.close();
    }

    @Test
    void allTransportsOfAnAttemptShareOneAnswer() {
        network.server(transport -> {
            if (transport.type == TransportType.POLLING) {
                transport.refuse();
            } else {
                transport.welcome();
            }
        });
        EngineSocket socket = network.builder("http://host.test")
                .urlFrom(() -> "http://host" + asked.incrementAndGet() + ".test")
                .buildWithFallback();
        socket.connect().join();
        assertThat(asked).hasValue(1);
        socket.close();
    }

    @Test
    void suppliersNeverRunOnALoop() {
        LinkedBlockingQueue<Boolean> onLoop = new LinkedBlockingQueue<>();
        EngineSocketBuilder builder = network.builder("http://host.test")
                .direct()
                .queryFrom(() -> {
                    onLoop.add(EventLoops.isLoopThread());
                    return Map.of();
                });
        connect(builder);
        assertThat(onLoop).containsExactly(false);
    }

    @Test
    @Tag("A55")
    void whatASupplierThrowsFailsTheAttemptWithItsCause() {
        IllegalStateException why = new IllegalStateException("no token today");
        TransportException failure = failure(network.builder("http://host.test").queryFrom(() -> {
            throw why;
        }));
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure)
                .hasMessage("polling, connect: the settings for this attempt could not be obtained:"
                        + " the supplier of the query failed: no token today");
        assertThat(failure.getCause())
                .hasMessage("the supplier of the query failed: no token today")
                .hasCause(why);
    }

    @Test
    void aFailedStageAndANullFailTheAttempt() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("down"));
        assertThat(failure(network.builder("http://host.test").urlFromAsync(() -> failed)))
                .hasRootCauseMessage("down");
        Supplier<String> nothing = () -> null;
        assertThat(failure(network.builder("http://host.test").urlFrom(nothing)))
                .hasRootCauseMessage("it returned null");
    }

    @Test
    void whatABuilderWouldRefuseIsRefused() {
        assertThat(failure(network.builder("http://h.test").urlFrom(() -> "ftp://secret.test")))
                .hasRootCauseMessage("The URL must start with http, https, ws or wss, not \"ftp\"");
        assertThat(failure(network.builder("http://h.test").urlFrom(() -> "http://h.test?sid=1")))
                .hasRootCauseMessage("The query parameter \"sid\" belongs to the protocol");
        assertThat(failure(network.builder("http://h.test").queryFrom(() -> Map.of("sid", "1"))))
                .hasRootCauseMessage("The query parameter \"sid\" belongs to the protocol");
        assertThat(failure(network.builder("http://h.test").headersFrom(() -> Map.of("a", List.of("b\r\nc")))))
                .hasRootCauseMessage("The value of header \"a\" must be printable ASCII");
    }

    @Test
    void aSupplierThatHangsEndsInTheConnectTimeoutAndHoldsOneThreadHoweverOftenItIsAsked() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        EngineSocketBuilder builder = network.builder("http://host.test")
                .connectTimeout(Duration.ofMillis(20))
                .urlFrom(() -> {
                    asked.incrementAndGet();
                    Wait.until(end);
                    return "http://late.test";
                });
        for (int i = 0; i < 3; i++) {
            EngineSocket socket = builder.buildPolling();
            assertThatThrownBy(() -> socket.connect().join()).hasMessageContaining("within 20 ms");
            assertThat(socket.closed().join().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        }
        Wait.until(() -> assertThat(asked).hasValue(1)); // its thread may get its turn late
        end.countDown();
    }

    @Test
    @Tag("N17")
    void whileAnAnswerIsOutNoCopyOfTheBuilderAsksAgain() {
        CountDownLatch end = new CountDownLatch(1);
        EngineSocketBuilder builder = network.builder("http://host.test").urlFrom(() -> {
            asked.incrementAndGet();
            Wait.until(end);
            return "http://late.test";
        });
        EngineSocket first = builder.copy().buildPolling();
        EngineSocket second = builder.copy().buildPolling();
        CompletableFuture<Handshake> connected = first.connect();
        CompletableFuture<Handshake> connectedToo = second.connect();
        Wait.until(() -> assertThat(asked).hasValue(1));
        end.countDown();
        Wait.forResult(connected);
        Wait.forResult(connectedToo);
        assertThat(asked).hasValue(1);
        first.close();
        second.close();
    }

    @Test
    void aStageThatNeverCompletesEndsItsOwnAttemptOnly() {
        EngineSocketBuilder builder = network.builder("http://host.test")
                .queryFromAsync(() -> asked.incrementAndGet() == 1
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(Map.of()));
        EngineSocket first = builder.connectTimeout(Duration.ofMillis(200)).buildPolling();
        CompletableFuture<Handshake> hangs = first.connect();
        Wait.until(() -> assertThat(asked).hasValue(1));
        connect(builder.connectTimeout(Duration.ofSeconds(30)));
        assertThat(Wait.forFailure(hangs)).hasMessageContaining("within 200 ms");
    }

    @Test
    @Tag("F39")
    void anErrorWhileTheTransportIsMadeEndsTheSocket() {
        network.prepare(transport -> {
            throw new OutOfMemoryError("no more");
        });
        assertThat(failure(network.builder("http://host.test").queryFrom(Map::of)))
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void closingWhileAskingIsOneCloseSignal() {
        CompletableFuture<String> never = new CompletableFuture<>();
        LinkedBlockingQueue<EngineClose> closes = new LinkedBlockingQueue<>();
        EngineSocket socket = network.builder("http://host.test")
                .urlFromAsync(() -> never)
                .onClose(closes::add)
                .buildPolling();
        CompletableFuture<Handshake> connect = socket.connect();
        socket.close();
        assertThat(socket.closed().join().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        assertThat(Wait.forFailure(connect)).isInstanceOf(EngineClosedException.class);
        never.complete("http://late.test");
        Wait.until(() -> assertThat(closes).hasSize(1));
    }

    private static void connect(EngineSocketBuilder builder) {
        EngineSocket socket = builder.buildPolling();
        socket.connect().join();
        socket.close();
    }

    private static TransportException failure(EngineSocketBuilder builder) {
        EngineSocket socket = builder.buildPolling();
        var unused = socket.connect();
        return (TransportException) socket.closed().join().cause().orElseThrow();
    }
}
