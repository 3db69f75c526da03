package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are refusals, too much, too late, or no answers at all. */
class PollingFailureIT {
    private static final int LIMIT = 10_000;

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.POLLING, server.uri()).maxMessageSize(LIMIT);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** The connection of a handshake that waits for its answer. */
    private Peer asking() throws Exception {
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        return get;
    }

    private Peer polling() throws Exception {
        Peer get = rig.openPolling(server);
        get.readRequest();
        return get;
    }

    private Peer posting() throws Exception {
        polling();
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        return post;
    }

    @Test
    @Tag("A43")
    void aRefusedHandshakeTellsWhatTheServerSaid() throws Exception {
        Peer get = asking();
        get.answer(400, "{\"code\":0,\"message\":\"Transport unknown\"}");

        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(400);
        assertThat(failure.serverError())
                .hasValueSatisfying(e -> assertThat(e.code()).isZero());
        assertThat(failure.bodyExcerpt()).contains("Transport unknown");
        assertThat(failure).hasMessage("polling, handshake: the server answered 400: it does not know this transport");
        assertThat(get.awaitEnd()).isTrue();
    }

    @ParameterizedTest
    @Tag("A43")
    @Tag("A48")
    @ValueSource(ints = {201, 204, 206, 304, 401, 407, 429, 500, 503})
    void everyStatusBut200IsAFailure(int status) throws Exception {
        polling().answer(status, status == 204 || status == 304 ? "" : "4a");
        TransportException failure = rig.signals.failure();
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.phase()).isEqualTo(Phase.READ);
    }

    @Test
    @Tag("A31")
    void aServerOfTheProtocolBeforeIsNamed() throws Exception {
        asking().answer("96:0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":5000}2:40");
        assertThat(rig.signals.failure())
                .hasMessage("polling, handshake: the server speaks Engine.IO 3, as Socket.IO 2 does; this client"
                        + " speaks Engine.IO 4");
    }

    @Test
    @Tag("F37")
    void aServerThatDoesNotKnowTheSessionMakesTheMessageExplainStickySessions() throws Exception {
        polling().answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(rig.signals.failure())
                .hasMessage("polling, read: the server answered 400: it does not know the session; behind a load"
                        + " balancer, sessions must be sticky");
    }

    @Test
    @Tag("A49")
    void howLongTheServerWantsToBeLeftAloneIsAnAccessor() throws Exception {
        asking().answer(503, "", "Retry-After: 3600");
        assertThat(rig.signals.failure().retryAfter()).contains(Duration.ofHours(1));
    }

    @Test
    @Tag("A43")
    void aRefusedPostIsAFailureToWrite() throws Exception {
        posting().answer(413, "");
        TransportException failure = rig.signals.failure();
        assertThat(failure.httpStatus()).hasValue(413);
        assertThat(failure.phase()).isEqualTo(Phase.WRITE);
    }

    @Test
    @Tag("A42")
    void aSwitchOfProtocolsIsNoAnswerToAPoll() throws Exception {
        polling().write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n4a");
        assertThat(rig.signals.failure().httpStatus()).hasValue(101);
    }

    @ParameterizedTest
    @Tag("A44")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedAndItsTargetNamedWithoutItsQuery(int status) throws Exception {
        asking().answer(status, "", "Location: http://user:pw@elsewhere.example:8080/login?secret=1");
        assertThat(rig.signals.failure())
                .hasMessage("polling, handshake: the server answered " + status
                        + ", a redirect to http://elsewhere.example:8080 that is not followed");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag("A45")
    void aRedirectedPostIsNotSentAgain() throws Exception {
        Peer post = posting();
        post.answer(307, "", "Location: /elsewhere");
        assertThat(rig.signals.failure())
                .hasMessageEndingWith("the server answered 307, a redirect that is not followed");
        assertThat(post.awaitEnd()).isTrue();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    @Tag("A43")
    void anEndlessRefusalIsReadNoFurtherThanItsStart() throws Exception {
        Peer get = asking();
        get.write("HTTP/1.1 500 Oh\r\nContent-Length: 9000000000\r\n\r\n" + "x".repeat(5000));
        TransportException failure = rig.signals.failure();
        assertThat(failure.bodyExcerpt()).hasSize(1024);
        assertThat(get.awaitEnd()).isTrue();
    }

    @Test
    @Tag("A43")
    void someInformationalAnswersAreSkipped() throws Exception {
        String informational = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
        asking().write("HTTP/1.1 100 Continue\r\n\r\n" + informational.repeat(4))
                .answer(PollingTransportIT.OPEN);
        assertThat(rig.signals.next()).isEqualTo("opened");
    }

    @Test
    @Tag("A43")
    void aFloodOfInformationalAnswersIsNot() throws Exception {
        asking().write("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(6));
        assertThat(rig.signals.failure()).hasMessageContaining("more than 5 informational answers (1xx) came");
    }

    @Test
    @Tag("A35")
    void anEncodingThatWasNotAskedForIsRefused() throws Exception {
        asking().answer(200, "whatever", "Content-Encoding: gzip");
        assertThat(rig.signals.failure()).hasMessageContaining("content encoding");
    }

    @Test
    void theIdentityEncodingIsFine() throws Exception {
        asking().answer(200, PollingTransportIT.OPEN, "Content-Encoding: identity");
        assertThat(rig.signals.next()).isEqualTo("opened");
    }

    @Test
    @Tag("A36")
    void aBodyOfExactlyTheLimitArrives() throws Exception {
        polling().answer("4" + "x".repeat(LIMIT - 1));
        assertThat(rig.signals.next()).isEqualTo("received 4..." + (LIMIT - 1));
    }

    static Stream<String> bodiesTooLarge() {
        String chunk = "800\r\n" + "x".repeat(0x800) + "\r\n";
        return Stream.of(
                "Content-Length: 10001\r\n\r\n",
                "Content-Length: 9000000000000000000\r\n\r\n",
                "\r\n" + "x".repeat(LIMIT + 1),
                "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5),
                "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(LIMIT + 1));
    }

    @ParameterizedTest
    @Tag("A36")
    @MethodSource("bodiesTooLarge")
    void aBodyOverTheLimitEndsTheSession(String headersAndBody) throws Exception {
        Peer get = polling();
        get.write("HTTP/1.1 200 OK\r\n" + headersAndBody);
        assertThat(rig.signals.failure())
                .hasMessage("polling, read: the answer is larger than 10000 bytes (maxMessageSize)");
        assertThat(get.awaitEnd()).isTrue();
    }

    static Stream<String> notHttp() {
        return Stream.of(
                "220 smtp.example ESMTP\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n4a",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n4a\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n4a\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n4abc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX\u0000Y: z\r\n\r\n");
    }

    @ParameterizedTest
    @Tag("A62")
    @MethodSource("notHttp")
    void whatIsNotHttpEndsTheSession(String bytes) throws Exception {
        Peer get = polling();
        get.write(bytes);
        assertThat(rig.signals.failure()).hasMessage("polling, read: the answer is not valid HTTP");
        assertThat(get.awaitEnd()).isTrue();
    }

    @ParameterizedTest
    @Tag("A62")
    @ValueSource(strings = {"X: " + "many", "one"})
    void headersHaveALimit(String kind) throws Exception {
        String headers = kind.equals("one") ? "X: " + "y".repeat(20_000) + "\r\n" : "X: y\r\n".repeat(10_000);
        polling().write("HTTP/1.1 200 OK\r\n" + headers + "\r\n");
        assertThat(rig.signals.failure()).hasMessage("polling, read: the answer's header is larger than 16384 bytes");
    }

    @Test
    void aConnectionLostDuringTheHandshakeIsAnError() throws Exception {
        asking().close();
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    @Tag("F05")
    void aPollLostWithItsConnectionIsNotRetried() throws Exception {
        Peer get = polling();
        get.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n4a");
        get.close();
        TransportException failure = rig.signals.failure();
        assertThat(failure).hasMessageContaining("the connection was lost before the whole answer had come");
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag("A63")
    @Tag("F38")
    void aPostWhoseConnectionIsResetIsNotRetried() throws Exception {
        posting().reset();
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.WRITE);
        assertThat(failure).hasCauseInstanceOf(java.io.IOException.class);
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    @Tag("A03")
    void thePacketsBeforeABadOneArrive() throws Exception {
        polling().answer("4a\u001e9\u001e4b");
        assertThat(rig.signals.until("failed")).containsExactly("received 4a", "batchEnd", "failed");
    }

    @Test
    @Tag("A03")
    void anEmptyBodyIsAFailure() throws Exception {
        polling().answer("");
        assertThat(rig.signals.failure()).hasMessageContaining("is not an Engine.IO payload: a packet can't be empty");
    }

    @Test
    @Tag("A47")
    void anotherProgramsPageIsNamedByItsTypeAndQuotedOnlyOnRequest() throws Exception {
        asking().answer(200, "<html>Please log in</html>", "Content-Type: text/html; charset=utf-8");
        TransportException failure = rig.signals.failure();
        assertThat(failure)
                .hasMessageContaining("(text/html) is not an Engine.IO payload")
                .hasMessageNotContaining("log in");
        assertThat(failure.bodyExcerpt()).isEqualTo("<html>Please log in</html>");
    }

    @ParameterizedTest
    @Tag("A07")
    @ValueSource(strings = {"4a", "0", "0garbage", "0{\"sid\":\"x\"}"})
    void aHandshakeMustStartWithAnOpenPacket(String body) throws Exception {
        asking().answer(body);
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(200);
    }

    @Test
    @Tag("A37")
    void aHandshakeThatDripsEndsAtItsTotalDeadline() throws Exception {
        rig.requestTimeout(Duration.ofSeconds(2));
        try (Drip drip = new Drip(asking(), "HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000))) {
            assertThat(rig.signals.failure()).hasMessage("polling, handshake: no answer within 2 s");
            assertThat(drip.bytes()).isPositive();
        }
    }

    @Test
    void aPostHasADeadline() throws Exception {
        rig.requestTimeout(Duration.ofSeconds(2)); // the handshake has to meet it too
        rig.openPolling(server);
        rig.write(EnginePacket.message("a"));
        assertThat(rig.signals.failure()).hasMessage("polling, write: no answer within 2 s");
    }

    @Test
    @Tag("A37")
    void aPollEndsWhenTheServersPingIsOverdue() throws Exception {
        asking().answer("0{\"sid\":\"S1\",\"upgrades\":[],\"pingInterval\":200,\"pingTimeout\":100}");
        assertThat(rig.signals.failure()).hasMessage("polling, read: no answer within 300 ms");
    }

    @Test
    void theDeadlineOfAPollStandsStillWhileThisSideDoesNotRead() throws Exception {
        rig.signals.react(line -> {
            if (line.equals("writable")) {
                Rig.LOOP.execute(() -> rig.transport().pauseReading()); // as soon as the poll is under way
            }
        });
        Peer get = asking();
        get.answer("0{\"sid\":\"S1\",\"upgrades\":[],\"pingInterval\":200,\"pingTimeout\":100}");
        get.readRequest();
        rig.signals.until("writable");
        get.answer("4a");
        assertThat(rig.signals.nothingFor(Duration.ofMillis(500))).isTrue();
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.next()).isEqualTo("received 4a");
    }

    @Test
    @Tag("A55")
    void noFailureQuotesASecret() throws Exception {
        rig.query("token", "canary-query").header("Authorization", "canary-header");
        Peer get = asking();
        get.answer(PollingTransportIT.OPEN.replace("S1", "canary-sid"), "Set-Cookie: a=canary-cookie");
        get.readRequest();
        get.answer(302, "canary-body", "Location: /canary-location?x=canary", "X-Odd: canary");
        assertThat(Secrets.said(rig.signals.failure())).doesNotContain("canary");
    }

    @Test
    @Tag("A55")
    void noFailureQuotesABrokenHeader() throws Exception {
        polling().write("HTTP/1.1 200 OK\r\nSet-Cookie: canary\u0001\r\ncanary\r\nContent-Length: canary\r\n\r\n");
        assertThat(Secrets.said(rig.signals.failure())).doesNotContain("canary");
    }
}
