package io.curlew.engineio.transport;

import static io.curlew.engineio.protocol.TransportType.POLLING;
import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user's request settings put on the wire. */
class RequestConfigIT {
    private static final RequestConfig.CookieSource JAR = new RequestConfig.CookieSource.Jar();

    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer.Request firstRequest(TransportType type, RequestConfig settings) throws Exception {
        new Rig(type, server.uri()).requests(settings).open();
        return server.accept().readRequest();
    }

    // ---- headers of one transport ----

    @Test
    void aTransportsHeadersReplaceThoseForAllAndLeaveTheOtherTransportAlone() throws Exception {
        RequestConfig settings = headers(WEBSOCKET, Map.of("x-all", List.of("1", "2"), "upgrade", List.of("h2c")));
        for (TransportType type : TransportType.values()) {
            new Rig(type, server.uri())
                    .header("X-All", "all")
                    .requests(settings)
                    .open();
            Peer.Request request = server.accept().readRequest();
            assertThat(request.header("x-all")).isEqualTo(type == WEBSOCKET ? "1, 2" : "all");
            assertThat(request.headers().values()).doesNotContain("h2c");
        }
    }

    private static RequestConfig headers(TransportType type, Map<String, List<String>> headers) {
        return new RequestConfig(Map.of(type, headers), List.of(), Set.of(), "t", false, JAR, Optional.empty());
    }

    // ---- subprotocols ----

    private static RequestConfig offering(String... subprotocols) {
        return new RequestConfig(Map.of(), List.of(subprotocols), Set.of(), "t", false, JAR, Optional.empty());
    }

    @Test
    void onlyAWebSocketOffersSubprotocols() throws Exception {
        assertThat(firstRequest(POLLING, offering("a", "b")).headers()).doesNotContainKey("sec-websocket-protocol");
        assertThat(firstRequest(WEBSOCKET, offering("a", "b")).header("sec-websocket-protocol"))
                .isEqualTo("a, b");
        assertThat(firstRequest(WEBSOCKET, offering()).headers()).doesNotContainKey("sec-websocket-protocol");
    }

    private Rig answered(String headers, String... offered) throws Exception {
        Rig rig = new Rig(WEBSOCKET, server.uri()).requests(offering(offered)).open();
        Peer peer = server.accept();
        String accept = new WebSocketKey(peer.readRequest().header("sec-websocket-key")).accept();
        peer.write(Peer.switching(accept).replaceFirst("\r\n\r\n", "\r\n" + headers + "\r\n"));
        return rig;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Protocol: a\r\n", "sec-websocket-protocol:  b \r\n"})
    void theServerMayChooseOneOfThemOrNone(String headers) throws Exception {
        answered(headers, "a", "b").signals.until("writable");
    }

    @ParameterizedTest
    @Tag("A42")
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: c\r\n",
                "Sec-WebSocket-Protocol: A\r\n",
                "Sec-WebSocket-Protocol:\r\n",
                "Sec-WebSocket-Protocol: a, b\r\n",
                "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b\r\n"
            })
    void theServerMayNotChooseAnythingElse(String headers) throws Exception {
        TransportException failure = answered(headers, "a", "b").signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure).hasMessageContaining("not offered");
    }

    // ---- the timestamp ----

    private static RequestConfig timestamps(String name, TransportType... types) {
        return new RequestConfig(Map.of(), List.of(), Set.of(types), name, false, JAR, Optional.empty());
    }

    @Test
    void byDefaultOnlyPollingCarriesATimestamp() throws Exception {
        assertThat(firstRequest(POLLING, RequestConfig.defaults()).target()).matches(".*&t=[0-9a-z.]+");
        assertThat(firstRequest(WEBSOCKET, RequestConfig.defaults()).target()).doesNotContain("&t=");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theTimestampHasTheNameThatWasAskedFor(TransportType type) throws Exception {
        assertThat(firstRequest(type, timestamps("a b", POLLING, WEBSOCKET)).target())
                .matches(".*&a%20b=[0-9a-z.]+")
                .doesNotContain("&t=");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void withoutATimestampTheUsersOwnParameterOfThatNameIsSent(TransportType type) throws Exception {
        new Rig(type, server.uri()).query("t", "mine").requests(timestamps("t")).open();
        assertThat(server.accept().readRequest().target())
                .isEqualTo("/engine.io/?t=mine&EIO=4&transport=" + type.wireName());
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("A52")
    void theTimestampWinsOverTheUsersParameterOfThatName(TransportType type) throws Exception {
        new Rig(type, server.uri())
                .query("stamp", "mine")
                .requests(timestamps("stamp", POLLING, WEBSOCKET))
                .open();
        assertThat(server.accept().readRequest().target()).contains("&stamp=").doesNotContain("mine");
    }

    // ---- base64 ----

    private static RequestConfig base64() {
        return new RequestConfig(Map.of(), List.of(), Set.of(), "t", true, JAR, Optional.empty());
    }

    @Test
    void base64IsAskedForWhereThePollingSessionOpensAndNowhereElse() throws Exception {
        Rig rig = new Rig(POLLING, server.uri()).query("b64", "0").requests(base64());
        rig.open();
        Peer get = server.accept();
        assertThat(get.readRequest().target()).isEqualTo("/engine.io/?EIO=4&transport=polling&b64=1");
        get.answer(PollingTransportIT.OPEN);
        rig.signals.until("writable");
        assertThat(get.readRequest().target()).doesNotContain("b64");
        rig.write(EnginePacket.message(new byte[] {1, 2}));
        Peer.Request post = server.accept().readRequest();
        assertThat(post.target()).doesNotContain("b64");
        assertThat(post.body()).isEqualTo("bAQI=");
        assertThat(firstRequest(WEBSOCKET, base64()).target()).doesNotContain("b64");
    }

    @Test
    @Tag("A55")
    void theSettingsShowNoHeader() {
        assertThat(headers(POLLING, Map.of("a", List.of("canary"))).toString()).doesNotContain("canary");
    }
}
