package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which connection a request takes. */
class HttpKeepAliveIT {
    private ScriptedServer server;
    private Rig rig;
    /** The connection of the polls, with the first still to be read. */
    private Peer get;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.POLLING, server.uri());
        get = rig.openPolling(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** A whole POST on its connection, which is given back. */
    private Peer posted(String... answerHeaders) throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.answer("ok", answerHeaders);
        rig.signals.until("writable");
        return post;
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Nothing: said", "Keep-Alive: timeout=5", "Keep-Alive: max=100, timeout=60"})
    void aConnectionIsUsedAgain(String header) throws Exception {
        Peer post = posted(header);
        rig.write(EnginePacket.message("b"));
        assertThat(post.readRequest().body()).isEqualTo("4b");
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection: close", "Connection: X, Close", "Keep-Alive: timeout=1", "Keep-Alive: timeout=0"})
    void aConnectionNearItsEndIsReplaced(String header) throws Exception {
        Peer post = posted(header);
        rig.write(EnginePacket.message("b"));
        assertThat(server.accept().readRequest().body()).isEqualTo("4b");
        assertThat(post.awaitEnd()).isTrue();
    }

    @Test
    void aConnectionOfHttp10IsNotUsedAgain() throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.write("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
        rig.signals.until("writable");
        assertThat(post.awaitEnd()).isTrue();
    }

    @Test
    void aConnectionThatTheServerClosedIsReplacedBeforeTheNextRequest() throws Exception {
        Peer post = posted();
        post.closeOutput();
        assertThat(post.awaitEnd()).isTrue();
        rig.write(EnginePacket.message("b"));
        assertThat(server.accept().readRequest().body()).isEqualTo("4b");
    }

    @Test
    void anAnswerThatNobodyAskedForClosesTheConnectionAndIsNoAnswer() throws Exception {
        Peer post = posted();
        post.answer(408, "too slow");
        assertThat(post.awaitEnd()).isTrue();
        rig.write(EnginePacket.message("b"));
        Peer next = server.accept();
        next.readRequest();
        next.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
    }

    @Test
    @Tag("N10")
    void aSecondAnswerInTheSameSegmentIsNoAnswerToTheNextRequest() throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.write(Peer.concat(Peer.httpAnswer(200, "ok"), Peer.httpAnswer(200, "ok")));
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
        assertThat(post.awaitEnd()).isTrue();
        rig.write(EnginePacket.message("b"));
        Peer next = server.accept();
        assertThat(next.readRequest().body()).isEqualTo("4b");
        assertThat(rig.signals.rest()).isEmpty();
        next.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
    }

    @Test
    @Tag("N10")
    void aPollGetsNothingOfWhatCameBehindTheLastOne() throws Exception {
        get.readRequest();
        get.write(Peer.concat(Peer.httpAnswer(200, "4a"), Peer.httpAnswer(200, "4not asked for")));
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        Peer next = server.accept();
        next.readRequest();
        next.answer("4b");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4b", "batchEnd");
    }

    @Test
    @Tag("N10")
    void aByteThatNobodyAskedForClosesTheConnection() throws Exception {
        Peer post = posted();
        post.write("H");
        assertThat(post.awaitEnd()).isTrue();
    }

    @Test
    void aBodyWithoutALengthEndsWithItsConnection() throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.write("HTTP/1.1 200 OK\r\n\r\nok");
        post.closeOutput();
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
    }
}
