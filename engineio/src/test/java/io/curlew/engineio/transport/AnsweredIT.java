package io.curlew.engineio.transport;

import static io.curlew.engineio.protocol.TransportType.POLLING;
import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer that has come is heard of, whatever is in it, and whatever goes wrong on the way to whoever waits. */
@Tag("N03")
class AnsweredIT {
    private static final String UNREADABLE = "Tue, 01 Jan 2030 01:00:00 GMT" + " and later".repeat(10);
    private static final String COOKIE = "Set-Cookie: a=1; Expires=" + UNREADABLE;

    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aCookieWithADateThatCannotBeReadIsACookieWithoutADate() throws Exception {
        Rig rig = new Rig(POLLING, server.uri()).open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(PollingTransportIT.OPEN, COOKIE);
        assertThat(rig.signals.until("writable")).contains("opened");

        assertThat(get.readRequest().header("cookie")).isEqualTo("a=1");
        get.answer("4a", COOKIE);
        assertThat(rig.signals.until("batchEnd")).contains("received 4a");

        rig.write(EnginePacket.message("b"));
        Peer post = server.accept();
        post.readRequest();
        post.answer("ok", COOKIE);
        assertThat(rig.signals.until("writable")).contains("written 1");
    }

    @Test
    void itOpensAWebSocketToo() throws Exception {
        Rig rig = new Rig(WEBSOCKET, server.uri()).open();
        Peer peer = server.accept();
        String accept = new WebSocketKey(peer.readRequest().header("sec-websocket-key")).accept();
        peer.write(Peer.switching(accept).replaceFirst("\r\n\r\n", "\r\n" + COOKIE + "\r\n\r\n"));
        assertThat(rig.signals.until("writable")).contains("opened");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aRefusalUntilADateThatCannotBeReadIsARefusal(TransportType type) throws Exception {
        Rig rig = new Rig(type, server.uri()).open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(503, "", "Retry-After: " + UNREADABLE);
        TransportException failure = rig.signals.failure();
        assertThat(failure.httpStatus()).hasValue(503);
        assertThat(failure.retryAfter()).isEmpty();
    }

    // ---- whatever is thrown ----

    /** Cookies that are lost with an exception, as from a bug, once they are armed. */
    private static final class ThrowingCookies extends Cookies {
        private final Error thrown = new AssertionError("on purpose");
        private volatile boolean armed;

        @Override
        Runnable find(HttpHeaders request, Executor loop, Executor offLoop, Found found) {
            found.found("");
            return () -> {};
        }

        @Override
        void store(HttpHeaders answer, Executor offLoop) {
            if (armed) {
                throw thrown;
            }
        }
    }

    private final ThrowingCookies cookies = new ThrowingCookies();

    private void assertTold(Rig rig, Phase phase, Peer answered) throws Exception {
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure).hasCause(cookies.thrown);
        assertThat(answered.awaitEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aHandshakeFailsWithWhatIsThrown(TransportType type) throws Exception {
        cookies.armed = true;
        Rig rig = new Rig(type, server.uri()).cookies(cookies).open();
        Peer peer = server.accept();
        peer.readRequest();
        peer.answer(PollingTransportIT.OPEN);
        assertTold(rig, Phase.HANDSHAKE, peer);
    }

    @Test
    void aPollFailsWithWhatIsThrown() throws Exception {
        Rig rig = new Rig(POLLING, server.uri()).cookies(cookies);
        Peer get = rig.openPolling(server);
        get.readRequest();
        cookies.armed = true;
        get.answer("4a");
        assertTold(rig, Phase.READ, get);
    }

    @Test
    void aPostFailsWithWhatIsThrown() throws Exception {
        Rig rig = new Rig(POLLING, server.uri()).cookies(cookies);
        rig.openPolling(server).readRequest();
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        cookies.armed = true;
        post.answer("ok");
        assertTold(rig, Phase.WRITE, post);
    }
}
