package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A WebSocket as it goes when all is well: what is said, what is told, and how it ends. */
class WebSocketTransportIT {
    private static final byte[] NOTHING = {};

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.WEBSOCKET, server.uri());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer opened() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(NOTHING);
        rig.signals.until("writable");
        return peer;
    }

    @Test
    void opensAndExchangesPackets() throws Exception {
        rig.open();
        Peer peer = server.accept();
        Peer.Request request = peer.switchProtocols(NOTHING);
        assertThat(request.target()).isEqualTo("/engine.io/?EIO=4&transport=websocket");
        assertThat(request.headers()).doesNotContainKeys("sec-websocket-extensions", "origin");
        assertThat(rig.signals.until("writable")).containsExactly("opened", "writable");

        peer.writeText(PollingTransportIT.OPEN);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received open S1", "batchEnd");
        rig.write(EnginePacket.message("hi"), EnginePacket.message(new byte[] {'a', 'b'}));
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(1, true, "4hi"));
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(2, true, "ab"));
        assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
    }

    @Test
    void joinsASessionByItsId() throws Exception {
        rig.sid("S 1").open();
        assertThat(server.accept().switchProtocols(NOTHING).target())
                .isEqualTo("/engine.io/?EIO=4&transport=websocket&sid=S%201");
        assertThat(rig.signals.until("writable")).containsExactly("opened", "writable");
        rig.write(EnginePacket.Ping.PROBE);
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
    }

    @Test
    void aWriteFromInsideOpenedIsFollowedByOneWritable() throws Exception {
        rig.signals.react(line -> {
            if (line.equals("opened")) {
                rig.transport().write(List.of(EnginePacket.Ping.PROBE));
            }
        });
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(NOTHING);
        assertThat(peer.readFrame().text()).isEqualTo("2probe");
        peer.writeText("3probe");
        assertThat(rig.signals.until("batchEnd"))
                .containsExactly("opened", "written 1", "writable", "received 3probe", "batchEnd");
    }

    @Test
    @Tag("A41")
    void framesGluedToTheAnswerOfTheHandshakeArrive() throws Exception {
        rig.open();
        server.accept().switchProtocols(Peer.concat(Peer.text("4one"), Peer.text("4two")));
        assertThat(rig.signals.until("batchEnd"))
                .containsExactly("opened", "writable", "received 4one", "received 4two", "batchEnd");
    }

    @Test
    void framesOfEverySizeGoBothWays() throws Exception {
        Peer peer = opened();
        for (int size : new int[] {0, 1, 124, 125, 126, 65_534, 65_535, 65_536, 500_000}) {
            byte[] data = new byte[size];
            rig.write(EnginePacket.message(data), EnginePacket.message("x".repeat(size)));
            assertThat(peer.readFrame().text()).hasSize(size);
            assertThat(peer.readFrame().text()).hasSize(size + 1);
            assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
            peer.write(Peer.frame(0x82, data));
            assertThat(rig.signals.until("batchEnd")).containsExactly("received binary of " + size, "batchEnd");
        }
    }

    @Test
    void aFullChannelIsWritableAgainWhenTheServerHasRead() throws Exception {
        Peer peer = opened();
        int size = 16 << 20;
        rig.write(EnginePacket.message(new byte[size]));
        assertThat(rig.signals.rest()).isEmpty();
        var drained = CompletableFuture.supplyAsync(() -> Peer.unchecked(peer::readFrame), Rig.OFF_LOOP);
        assertThat(rig.signals.until("writable")).isSubsetOf("written 1", "writable");
        assertThat(drained.get().text()).hasSize(size);
    }

    @Test
    void aPingIsAnsweredWithItsData() throws Exception {
        Peer peer = opened();
        peer.write(Peer.frame(0x89, new byte[] {'x', 'y'}));
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(10, true, "xy"));
        peer.write(Peer.frame(0x8A, NOTHING)).writeText("4a");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
    }

    @Test
    @Tag("N20")
    void aPingOfOurOwnFollowsTheMessagesAndIsAnsweredByItsOwnPong() throws Exception {
        Peer peer = opened();
        rig.write(EnginePacket.message("a")).run(Transport::measureRoundTrip).run(Transport::ping);
        assertThat(peer.readFrame().text()).isEqualTo("4a");
        Peer.Frame measures = peer.readFrame();
        Peer.Frame asks = peer.readFrame();
        assertThat(List.of(measures.opcode(), asks.opcode())).containsExactly(Opcode.PING, Opcode.PING);
        assertThat(asks.text()).hasSize(Long.BYTES).isNotEqualTo(measures.text());
        peer.write(pong("")).write(pong(measures.text())).write(pong(asks.text()));
        assertThat(rig.signals.until("ponged"))
                .containsExactly("written 1", "writable", "pingLeft", "roundTrip", "ponged");
    }

    @Test
    @Tag("N20")
    void noPingFollowsTheCloseFrame() throws Exception {
        Peer peer = opened();
        rig.run(Transport::close).run(Transport::ping);
        assertThat(peer.readClose()).isEqualTo(1000);
        peer.close();
        assertThat(rig.signals.until("failed")).containsExactly("failed");
    }

    private static byte[] pong(String payload) {
        return Peer.frame(0x8A, payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    @Tag("A38")
    void aFloodOfPingsIsAnsweredLessOften() throws Exception {
        Peer peer = opened();
        byte[][] flood = new byte[10_000][];
        for (int i = 0; i < flood.length; i++) {
            flood[i] = Peer.frame(0x89, new byte[] {(byte) (i >> 8), (byte) i});
        }
        peer.write(Peer.concat(flood)).write(Peer.frame(0x89, new byte[] {'e', 'n', 'd'}));
        int answers = 1;
        while (!peer.readFrame().text().equals("end")) {
            answers++;
        }
        assertThat(answers).isLessThan(5_000);
    }

    @Test
    void withoutReadingNothingArrives() throws Exception {
        Peer peer = opened();
        rig.run(Transport::pauseReading);
        peer.writeText("4a");
        assertThat(rig.signals.nothingFor(Duration.ofMillis(100))).isTrue();
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
    }

    @Test
    @Tag("F02")
    void theServersCloseFrameIsAnsweredAndReportedAtOnce() throws Exception {
        Peer peer = opened();
        long start = System.nanoTime();
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE9, 'b', 'y', 'e'}));
        TransportException failure = rig.signals.failure();
        assertThat(peer.readClose()).isEqualTo(1001);
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure.closeCode()).hasValue(1001);
        assertThat(failure.closeMessage()).isEqualTo("bye");
        assertThat(failure).hasMessage("websocket, read: the server closed: code 1001");
        assertThat(peer.awaitEnd()).isTrue();
    }

    @Test
    void aCloseFrameWithoutACodeIsCode1005AndAnsweredAlike() throws Exception {
        Peer peer = opened();
        peer.write(Peer.concat(Peer.text("4last"), Peer.frame(0x88, NOTHING), Peer.text("4dead")));
        assertThat(rig.signals.until("failed")).containsExactly("received 4last", "failed");
        assertThat(rig.signals.lastFailure().closeCode()).hasValue(1005);
        assertThat(rig.signals.lastFailure().closeMessage()).isEmpty();
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(8, true, ""));
    }

    @Test
    void closingSendsACloseFrameAndWaitsForTheAnswer() throws Exception {
        Peer peer = opened();
        rig.write(EnginePacket.message("last")).run(Transport::close);
        assertThat(peer.readFrame().text()).isEqualTo("4last");
        assertThat(peer.readClose()).isEqualTo(1000);
        peer.writeText("4late");
        assertThat(rig.signals.until("batchEnd"))
                .containsExactly("written 1", "writable", "received 4late", "batchEnd");
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE8}));
        TransportException failure = rig.signals.failure();
        assertThat(failure).hasMessage("websocket, read: closed by this side");
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(peer.awaitEnd()).isTrue();
    }

    @Test
    void closingReadsTheAnswerEvenIfReadingWasPaused() throws Exception {
        Peer peer = opened();
        rig.run(Transport::pauseReading).run(Transport::close);
        assertThat(peer.readClose()).isEqualTo(1000);
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE8}));
        assertThat(rig.signals.failure()).hasMessageEndingWith("closed by this side");
    }

    @Test
    void aPauseDoesNotDelayTheEndOfOneThatCloses() throws Exception {
        Peer peer = opened();
        rig.run(Transport::close).run(Transport::pauseReading);
        assertThat(peer.readClose()).isEqualTo(1000);
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE8}));
        assertThat(rig.signals.failure()).hasMessageEndingWith("closed by this side");
    }

    @Test
    void aServerThatHangsUpInsteadOfAnsweringHasClosedToo() throws Exception {
        Peer peer = opened();
        rig.run(Transport::close);
        peer.readClose();
        peer.close();
        assertThat(rig.signals.failure()).hasMessageEndingWith("closed by this side");
    }

    @Test
    void abortDropsTheConnectionWithoutASignal() throws Exception {
        Peer peer = opened();
        rig.run(Transport::close).run(Transport::abort);
        assertThat(peer.readClose()).isEqualTo(1000);
        assertThat(peer.awaitEnd()).isTrue();
        rig.run(Transport::close).write(EnginePacket.message("dead"));
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void closingWhileConnectingEndsAtOnce() throws Exception {
        rig.open().run(Transport::close);
        assertThat(rig.signals.next()).isEqualTo("failed");
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void closingDuringTheHandshakeDropsTheConnection() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.readRequest();
        rig.run(Transport::close);
        assertThat(rig.signals.failure()).hasMessageEndingWith("closed by this side");
        assertThat(peer.awaitEnd()).isTrue();
    }

    @Test
    void anEndOfTheConnectionIsAClose() throws Exception {
        opened().close();
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure.phase()).isEqualTo(Phase.READ);
        assertThat(failure).hasMessageEndingWith("the connection was lost");
    }

    @Test
    void aResetOfTheConnectionIsACloseWithItsCause() throws Exception {
        opened().reset();
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure).hasCauseInstanceOf(java.io.IOException.class);
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.engineio.transport.Unprintable#texts")
    void whatACloseFrameSaysIsAnAccessorOnly(String text) throws Exception {
        byte[] said = text.substring(0, Math.min(text.length(), 100))
                .replace('\ud800', '?')
                .getBytes(UTF_8);
        opened().write(Peer.frame(0x88, Peer.concat(new byte[] {0x03, (byte) 0xE9}, said)));
        TransportException failure = rig.signals.failure();
        assertThat(failure).hasMessage("websocket, read: the server closed: code 1001");
        assertThat(failure.closeMessage()).isEqualTo(new String(said, UTF_8));
        Unprintable.assertPrints(failure);
    }

    @Test
    void whatAListenerThrowsEndsTheTransport() throws Exception {
        Peer peer = opened();
        rig.signals.react(line -> {
            if (line.equals("received 4a")) {
                throw new AssertionError("a listener's bug");
            }
        });
        peer.writeText("4a");
        assertThat(rig.signals.failure())
                .hasMessage("websocket, read: unexpected failure: AssertionError")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(peer.readClose()).isEqualTo(1011);
    }

    @Test
    void whatAListenerThrowsWhenOpenedOrWrittenEndsTheTransportToo() throws Exception {
        for (String signal : List.of("opened", "written 1")) {
            Rig other = new Rig(TransportType.WEBSOCKET, server.uri());
            other.signals.react(line -> {
                if (line.equals(signal)) {
                    throw new AssertionError("a listener's bug");
                }
                if (line.equals("writable")) {
                    other.transport().write(List.of(EnginePacket.message("a")));
                }
            });
            other.open();
            server.accept().switchProtocols(NOTHING);
            assertThat(other.signals.failure()).hasCauseInstanceOf(AssertionError.class);
        }
    }
}
