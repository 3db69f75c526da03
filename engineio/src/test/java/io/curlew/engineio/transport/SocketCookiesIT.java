package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole client, from the builder to the wire: which cookie reaches the handshake of the upgrade. */
@Tag("A58")
class SocketCookiesIT {
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String cookieOfTheUpgrade(EngineSocketBuilder builder) throws Exception {
        try (EngineSocket socket = builder.build()) {
            var unused = socket.connect();
            Peer polling = server.accept();
            polling.readRequest();
            polling.answer(PollingTransportIT.OPEN, "Set-Cookie: lb=1; Path=/");
            String cookie = upgrade();
            server.close();
            return cookie;
        }
    }

    /** The connection that asks to switch; a POST may come before it, and another poll comes on the first. */
    private String upgrade() throws Exception {
        while (true) {
            Peer.Request request = server.accept().readRequest();
            if (request.target().contains("transport=websocket")) {
                return request.header("cookie");
            }
        }
    }

    private EngineSocketBuilder builder() {
        return EngineSocket.builder(server.uri());
    }

    @Test
    void aSocketCarriesCookiesToItsUpgradeByItself() throws Exception {
        assertThat(cookieOfTheUpgrade(builder())).isEqualTo("lb=1");
    }

    @Test
    void aSocketWithoutCookiesDoesNot() throws Exception {
        assertThat(cookieOfTheUpgrade(builder().noCookies())).isEmpty();
    }

    @Test
    void aHandlerSharedByTwoSocketsCarriesThemFromOneToTheOther() throws Exception {
        java.net.CookieHandler shared = new java.net.CookieManager();
        assertThat(cookieOfTheUpgrade(builder().cookieHandler(shared))).isEqualTo("lb=1");
        server = ScriptedServer.plain();
        try (EngineSocket second = builder().cookieHandler(shared).buildWebSocket()) {
            var unused = second.connect();
            assertThat(server.accept().readRequest().header("cookie")).isEqualTo("lb=1");
            server.close();
        }
    }
}
