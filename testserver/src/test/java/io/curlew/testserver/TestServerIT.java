package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TestServerIT {
    private final TestServer server = TestServer.builder().build();
    private final LinkedBlockingQueue<ServerSocket> sockets = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> left = new LinkedBlockingQueue<>();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.namespace("/").onConnection(this::joined);
        server.start();
        client = new PlainClient(server.uri(), "/socket.io/");
    }

    private void joined(ServerSocket socket) {
        sockets.add(socket);
        socket.on(
                "sum",
                event -> event.ack(event.args().get(0, int.class) + event.args().get(1, int.class)));
        socket.on("echo", event -> socket.emit("echo", event.args().get(0, Object.class)));
        socket.onDisconnect(reason -> left.add(socket.namespace().name() + " " + reason));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("curlew-testserver");
    }

    private PlainWebSocket connect() {
        PlainWebSocket socket = client.webSocket("");
        assertThat(socket.next()).startsWith("0{");
        return socket;
    }

    private PlainWebSocket connectAndJoin() {
        PlainWebSocket socket = connect();
        socket.send("40");
        assertThat(socket.next()).matches("40\\{\"sid\":\"[\\w-]{20}\"}");
        return socket;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private String nextLeft() throws Exception {
        return String.valueOf(left.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void theClientIsToldItsId() throws Exception {
        PlainWebSocket socket = connect();
        socket.send("40{\"token\":\"1234\"}");
        ServerSocket joined = sockets.take();
        assertThat(socket.next()).isEqualTo("40{\"sid\":\"" + joined.id() + "\"}");
        assertThat(joined.auth().flatMap(auth -> auth.field("token")).flatMap(Json::asString))
                .contains("1234");
        assertThat(joined.connected()).isTrue();
        assertThat(joined.namespace().sockets()).containsExactly(joined);
        assertThat(joined.request().query()).containsEntry("EIO", "4");
    }

    @Test
    void acknowledgementsGoBothWays() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        socket.send("427[\"sum\",1,2]");
        assertThat(socket.next()).isEqualTo("437[3]");
        CompletableFuture<Args> answer = sockets.take().emitWithAck("ask", "why");
        assertThat(socket.next()).isEqualTo("420[\"ask\",\"why\"]");
        socket.send("430[\"because\"]");
        assertThat(get(answer).get(0, String.class)).isEqualTo("because");
    }

    @Test
    @Tag("N06")
    void anEventsNameIsPrintedEscapedAndCut() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        LinkedBlockingQueue<ServerEvent> events = new LinkedBlockingQueue<>();
        sockets.take().onAny(events::add);
        socket.send("42[\"\\u001b]0;x\\u0007\\n\u202e\"]");
        ServerEvent event = events.take();
        assertThat(event.name()).isEqualTo("\u001b]0;x\u0007\n\u202e");
        assertThat(event).hasToString("event \\u001b]0;x\\u0007\\n\\u202e with 0 arguments");
        assertThatIllegalStateException()
                .isThrownBy(event::ack)
                .withMessage("The client did not ask for an acknowledgement of " + event);
        socket.send("42[\"" + "x".repeat(16_000) + "\"]");
        assertThat(events.take()).hasToString("event " + "x".repeat(64) + "... (16000 characters) with 0 arguments");
    }

    @Test
    void aLateAcknowledgementFails() throws Exception {
        connectAndJoin();
        CompletableFuture<Args> answer = sockets.take().emitWithAck(Duration.ofMillis(20), "ask");
        assertThatThrownBy(() -> get(answer)).cause().isInstanceOf(TimeoutException.class);
    }

    @Test
    void acknowledgementsFailWhenTheClientLeavesAndAfter() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        ServerSocket joined = sockets.take();
        CompletableFuture<Args> before = joined.emitWithAck("ask");
        socket.send("41");
        assertThat(nextLeft()).isEqualTo("/ client namespace disconnect");
        assertThatThrownBy(() -> get(before)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> get(joined.emitWithAck("ask"))).cause().isInstanceOf(IllegalStateException.class);
        server.close();
        assertThatThrownBy(() -> get(joined.emitWithAck("ask"))).cause().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void binaryGoesBothWaysOnPolling() throws Exception {
        String sid = client.open();
        client.post(sid, "40");
        assertThat(client.poll(sid)).first().asString().startsWith("40{");
        client.post(sid, "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]\u001ebAB4D");
        assertThat(client.poll(sid)).containsExactly("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "bAB4D");
    }

    @Test
    void aMegabyteOfBinaryGoesBothWaysOnAWebSocket() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) i;
        }
        socket.send("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(large);
        assertThat(socket.next()).isEqualTo("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(socket.nextBinary()).isEqualTo(large);
    }

    @Test
    void twoNamespacesShareAConnection() throws Exception {
        server.of("admin").onConnection(this::joined);
        PlainWebSocket socket = connectAndJoin();
        socket.send("40/admin,");
        assertThat(socket.next()).startsWith("40/admin,{\"sid\":");
        socket.send("42/admin,1[\"sum\",2,3]");
        assertThat(socket.next()).isEqualTo("43/admin,1[5]");
        sockets.take().disconnect();
        assertThat(socket.next()).isEqualTo("41");
        assertThat(nextLeft()).isEqualTo("/ server namespace disconnect");
        sockets.take().disconnect(true);
        assertThat(socket.next()).isEqualTo("41/admin,");
        assertThat(socket.closeCode()).isEqualTo(1000);
        assertThat(nextLeft()).isEqualTo("/admin server namespace disconnect");
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        PlainWebSocket socket = connect();
        socket.send("40/nope,");
        assertThat(socket.next()).isEqualTo("44/nope,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void aMiddlewareRefusesWithMessageAndData() {
        server.namespace("/vip").use(socket -> {
            throw new ConnectRefusedException("not you", Map.of("code", 401));
        });
        server.namespace("/broken").use(socket -> {
            throw new ConnectRefusedException("no", new byte[1]);
        });
        PlainWebSocket socket = connect();
        socket.send("40/vip,");
        assertThat(socket.next()).isEqualTo("44/vip,{\"message\":\"not you\",\"data\":{\"code\":401}}");
        socket.send("40/broken,");
        assertThat(socket.next()).isEqualTo("44/broken,{\"message\":\"no\"}");
    }

    @Test
    @Tag("N03")
    void whateverAMiddlewareThrowsTheClientGetsAnAnswer() {
        List<Object> broken = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new AssertionError("not for you");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        server.namespace("/asserts").use(socket -> {
            throw new AssertionError("1 expected");
        });
        server.namespace("/broken").use(socket -> {
            throw new ConnectRefusedException("no", broken);
        });
        PlainWebSocket socket = connect();
        socket.send("40/asserts,");
        assertThat(socket.next()).isEqualTo("44/asserts,{\"message\":\"1 expected\"}");
        socket.send("40/broken,");
        assertThat(socket.next()).isEqualTo("44/broken,{\"message\":\"no\"}");
    }

    @Test
    void aBroadcastReachesEveryClient() {
        List<PlainWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(connectAndJoin());
        }
        server.namespace("/").emit("news", 1, null);
        assertThat(clients).allSatisfy(socket -> assertThat(socket.next()).isEqualTo("42[\"news\",1,null]"));
        server.namespace("/").disconnectSockets();
        assertThat(clients).allSatisfy(socket -> assertThat(socket.next()).isEqualTo("41"));
    }

    @Test
    void aLoneNullIsOneArgument() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        sockets.take().emit("nothing", (Object[]) null);
        assertThat(socket.next()).isEqualTo("42[\"nothing\",null]");
    }

    @Test
    void everyEventReachesOnAnyFirst() throws Exception {
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        PlainWebSocket socket = connectAndJoin();
        ServerSocket joined = sockets.take();
        joined.on("a", event -> seen.add("on " + event));
        joined.onAny(event -> seen.add("any " + event.name()));
        socket.send("42[\"a\",1]");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("any a");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("on event a with 1 arguments");
    }

    @Test
    void anEventIsAnsweredOnceAndOnlyWhenAsked() throws Exception {
        LinkedBlockingQueue<ServerEvent> events = new LinkedBlockingQueue<>();
        PlainWebSocket socket = connectAndJoin();
        sockets.take().onAny(events::add);
        socket.send("42[\"a\"]");
        socket.send("421[\"b\"]");
        ServerEvent a = events.take();
        ServerEvent b = events.take();
        assertThat(a.wantsAck()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> a.ack(1));
        Object[] tooManyAttachments = Collections.nCopies(11, new byte[1]).toArray();
        assertThatIllegalArgumentException().isThrownBy(() -> b.ack(tooManyAttachments));
        b.ack();
        assertThat(socket.next()).isEqualTo("431[]");
        assertThatIllegalStateException().isThrownBy(b::ack);
    }

    @Test
    void aHandlerThatThrowsHindersNobody() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        sockets.take().onAny(event -> {
            throw new IllegalArgumentException("on purpose");
        });
        socket.send("421[\"sum\",1,2]");
        assertThat(socket.next()).isEqualTo("431[3]");
    }

    @Test
    void aDroppedConnectionEndsWithoutAWord() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        sockets.take().dropConnection();
        assertThat(socket.error()).isInstanceOf(java.io.IOException.class);
        assertThat(nextLeft()).isEqualTo("/ forced close");
    }

    @Test
    void whatIsNoPacketClosesTheConnection() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        socket.send("42[\"a\"");
        assertThat(socket.closeCode()).isEqualTo(1000);
        assertThat(nextLeft()).isEqualTo("/ parse error");
    }

    @Test
    void whatIsNoEngineIoPacketIsAParseErrorToo() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        socket.send("nonsense");
        assertThat(nextLeft()).isEqualTo("/ parse error");
    }

    @Test
    void theEndOfAConnectionAndOfTheServerHaveTheirReasons() throws Exception {
        connectAndJoin().close(1000);
        assertThat(nextLeft()).isEqualTo("/ transport close");
        connectAndJoin();
        server.close();
        assertThat(nextLeft()).isEqualTo("/ server shutting down");
    }

    @Test
    void handlersSetTooLateHearOfTheEndAtOnce() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        socket.close(1000);
        nextLeft();
        CompletableFuture<ServerDisconnectReason> reason = new CompletableFuture<>();
        sockets.take().onDisconnect(reason::complete);
        assertThat(get(reason)).isEqualTo(ServerDisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void anAnswerMayTakeAnyTime() throws Exception {
        PlainWebSocket socket = connectAndJoin();
        ServerSocket joined = server.awaitConnection();
        CompletableFuture<Args> answer = joined.emitWithAck(Duration.ofSeconds(Long.MAX_VALUE), "ask");
        CompletableFuture<List<Args>> answers =
                server.namespace("/").emitWithAck(Duration.ofSeconds(Long.MAX_VALUE), "ask");
        CompletableFuture<Args> late = joined.emitWithAck(Duration.ofSeconds(Long.MIN_VALUE), "ask");
        for (int i = 0; i < 2; i++) {
            socket.send(socket.next().replaceFirst("42(\\d+).*", "43$1[7]"));
        }
        assertThat(get(answer).get(0, int.class)).isEqualTo(7);
        assertThat(get(answers)).hasSize(1);
        assertThatThrownBy(() -> get(late)).hasCauseInstanceOf(TimeoutException.class);
        server.verify();
    }

    @Test
    void aHandlerThatWaitsForAnAnswerIsToldThatItCanNot() {
        server.onConnection(socket -> {
            socket.on("one", event -> socket.emitWithAck("ask").join());
            socket.on(
                    "all",
                    event -> socket.namespace()
                            .emitWithAck(Duration.ofSeconds(30), "ask")
                            .join());
        });
        PlainWebSocket socket = connectAndJoin();
        ServerSocket joined = server.awaitConnection();
        for (String event : List.of("one", "all")) {
            socket.send("42[\"" + event + "\"]");
            assertThatThrownBy(() -> joined.awaitEvent(event))
                    .hasRootCauseMessage("A handler can't wait for an answer, which comes on the same thread:"
                            + " say what depends on it by thenAccept");
        }
    }

    @Test
    void anySettingOfTimeCanBeForEver() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (TestServer patient = TestServer.builder()
                .pingInterval(forEver)
                .pingTimeout(forEver)
                .upgradeTimeout(forEver)
                .connectTimeout(forEver)
                .bodyTimeout(forEver)
                .recovery(forEver)
                .usualWait(forEver)
                .build()
                .start()) {
            PlainClient plain = new PlainClient(patient.uri(), "/socket.io/");
            String sid = plain.open();
            PlainWebSocket socket = plain.webSocket("&sid=" + sid);
            socket.send("2probe");
            assertThat(socket.next()).isEqualTo("3probe");
            plain.post(sid, "40");
            assertThat(patient.awaitConnection().connected()).isTrue();
        }
    }
}
