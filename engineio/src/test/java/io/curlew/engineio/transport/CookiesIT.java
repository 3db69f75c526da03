package io.curlew.engineio.transport;

import static io.curlew.engineio.protocol.TransportType.POLLING;
import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.RequestConfig.CookieSource;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cookies on their way between server and transports. */
@Tag("A58")
class CookiesIT {
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static RequestConfig with(CookieSource source) {
        return new RequestConfig(Map.of(), List.of(), Set.of(POLLING), "t", false, source, Optional.empty());
    }

    private Rig rig(TransportType type, CookieSource source) {
        return new Rig(type, server.uri()).requests(with(source));
    }

    /** The cookies of a socket that is about to connect. */
    private Cookies cookies(CookieSource source) {
        Duration unused = Duration.ofSeconds(1);
        return Cookies.of(new TransportConfig(
                Target.of(server.uri()),
                Map.of(),
                Map.of(),
                unused,
                unused,
                1000,
                null,
                with(source),
                DialConfig.defaults()));
    }

    /** Opens polling with two cookies in the handshake's answer, and returns what the next requests carry. */
    private List<String> carried(CookieSource source, String... userCookies) throws Exception {
        Cookies shared = cookies(source);
        Rig polling = rig(POLLING, source).cookies(shared);
        Rig webSocket = rig(WEBSOCKET, source).cookies(shared);
        if (userCookies.length > 0) {
            polling.header("cookie", userCookies);
            webSocket.header("Cookie", userCookies);
        }
        polling.open();
        Peer get = server.accept();
        String first = get.readRequest().header("cookie");
        get.answer(PollingTransportIT.OPEN, "Set-Cookie: lb=1; Path=/; HttpOnly", "set-cookie: b=x y");
        polling.signals.until("writable");
        String poll = get.readRequest().header("cookie");
        polling.write(EnginePacket.message("x"));
        String post = server.accept().readRequest().header("cookie");
        webSocket.open();
        return List.of(first, poll, post, server.accept().readRequest().header("cookie"));
    }

    @Test
    void whatPollingWasToldEveryLaterRequestTellsTheWebSocketToo() throws Exception {
        String both = "b=x y; lb=1";
        assertThat(carried(new CookieSource.Jar())).containsExactly("", both, both, both);
    }

    @Test
    void theUsersOwnCookiesComeFirstInTheOneHeader() throws Exception {
        String all = "mine=1; other=2; b=x y; lb=1";
        assertThat(carried(new CookieSource.Jar(), "mine=1", "other=2"))
                .containsExactly("mine=1; other=2", all, all, all);
    }

    @Test
    void withoutAJarOnlyTheUsersOwnCookiesAreSent() throws Exception {
        assertThat(carried(new CookieSource.None(), "mine=1")).containsOnly("mine=1");
    }

    @Test
    void aHandlerOfTheJdkTakesTheJarsPlace() throws Exception {
        List<String> carried = carried(new CookieSource.Handler(new CookieManager()), "mine=1");
        assertThat(carried.get(0)).isEqualTo("mine=1");
        assertThat(carried.subList(1, 4))
                .allSatisfy(header -> assertThat(header).startsWith("mine=1; ").contains("lb=1", "b=x y"));
    }

    @Test
    void theAnswerThatSwitchesProtocolsSetsCookiesAsWell() throws Exception {
        Cookies shared = cookies(new CookieSource.Jar());
        Rig first = rig(WEBSOCKET, new CookieSource.Jar()).cookies(shared).open();
        Peer peer = server.accept();
        String accept = new WebSocketKey(peer.readRequest().header("sec-websocket-key")).accept();
        peer.write(Peer.switching(accept).replaceFirst("\r\n\r\n", "\r\nSet-Cookie: a=1\r\n\r\n"));
        first.signals.until("writable");
        rig(WEBSOCKET, new CookieSource.Jar()).cookies(shared).open();
        assertThat(server.accept().readRequest().header("cookie")).isEqualTo("a=1");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aRefusalSetsCookiesForTheNextAttempt(TransportType type) throws Exception {
        Cookies shared = cookies(new CookieSource.Jar());
        Rig refused = rig(type, new CookieSource.Jar()).cookies(shared).open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(503, "", "Set-Cookie: lb=2");
        assertThat(refused.signals.failure().httpStatus()).hasValue(503);
        rig(type, new CookieSource.Jar()).cookies(shared).open();
        assertThat(server.accept().readRequest().header("cookie")).isEqualTo("lb=2");
    }

    // ---- handlers that misbehave ----

    /** Answers whatever the test wants. */
    private abstract static class Handler extends CookieHandler {
        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
            throw new IOException("canary");
        }
    }

    private static CookieSource answering(String cookie) {
        return new CookieSource.Handler(new Handler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                return Map.of("cookie", List.of(cookie), "Cookie2", List.of("no"));
            }
        });
    }

    @Test
    void aHandlerThatTakesNoCookiesDoesNotKeepTheTransportFromGoingOn() throws Exception {
        assertThat(carried(answering("a=1"))).containsOnly("a=1");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aHandlerThatFailsFailsTheRequest(TransportType type) throws Exception {
        IllegalStateException failure = new IllegalStateException("on purpose");
        Rig rig = rig(type, new CookieSource.Handler(new Handler() {
                    @Override
                    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                        throw failure;
                    }
                }))
                .open();
        assertThat(rig.signals.failure())
                .hasMessageEndingWith("the request could not be prepared")
                .hasCause(failure);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("A51")
    void aHandlerCannotSmuggleHeadersIn(TransportType type) throws Exception {
        Rig rig = rig(type, answering("canary=1\r\nX-Smuggled: 1")).open();
        TransportException failure = rig.signals.failure();
        assertThat(failure).hasMessageEndingWith("the request could not be prepared");
        assertThat(Secrets.said(failure)).doesNotContain("canary");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aHandlerThatBlocksHoldsUpNothingButItsRequestAndThatToItsDeadline(TransportType type) throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Rig rig = rig(type, new CookieSource.Handler(new Handler() {
                    @Override
                    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                        await(released);
                        return Map.of();
                    }
                }))
                .requestTimeout(Duration.ofMillis(300))
                .connectTimeout(Duration.ofMillis(300))
                .open();
        assertThat(rig.signals.failure()).hasMessageContaining("within 300 ms");
        released.countDown();
        rig.run(transport -> {});
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    @Tag("N32")
    void aHandlerThatBlocksBeyondTheDeadlineIsInterrupted() throws Exception {
        Duration deadline = Duration.ofSeconds(2); // it must have been asked by then
        CountDownLatch interrupted = new CountDownLatch(TransportType.values().length);
        List<Rig> both = new ArrayList<>();
        for (TransportType type : TransportType.values()) {
            both.add(rig(type, new CookieSource.Handler(new Handler() {
                        @Override
                        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                            awaitInterrupt(interrupted);
                            return Map.of();
                        }
                    }))
                    .requestTimeout(deadline)
                    .connectTimeout(deadline)
                    .open());
        }
        for (Rig rig : both) {
            assertThat(rig.signals.failure()).hasMessageContaining("within 2 s");
        }
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitInterrupt(CountDownLatch interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException wanted) {
            interrupted.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
