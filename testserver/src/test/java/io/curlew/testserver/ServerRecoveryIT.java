package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerRecoveryIT {
    private static final Pattern IDS = Pattern.compile("40\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{20})\"}");
    private static final Pattern OFFSET = Pattern.compile("42\\[\"(\\w+)\",(?:.*,)?\"([\\w-]{20}\\.\\d+)\"]");

    private final TestServer server = TestServer.builder().recovery().build();
    private final LinkedBlockingQueue<ServerSocket> sockets = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<ServerSocket> left = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.namespace("/").use(socket -> asked.incrementAndGet()).onConnection(socket -> {
            sockets.add(socket);
            socket.onDisconnect(reason -> left.add(socket));
        });
        server.start();
        client = new PlainClient(server.uri(), "/socket.io/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String back(Matcher ids, String offset) {
        return "{\"pid\":\"" + ids.group(2) + "\",\"offset\":\"" + offset + "\"}";
    }

    private static Matcher matched(Pattern pattern, String packet) {
        Matcher matcher = pattern.matcher(packet);
        assertThat(packet).matches(pattern);
        assertThat(matcher.matches()).isTrue();
        return matcher;
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws Exception {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /** Connected, with an offset of "seen". */
    private String[] lost() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        ServerSocket joined = next(sockets);
        joined.data().put("name", "Ada");
        joined.emit("seen", 1);
        String offset = matched(OFFSET, socket.next()).group(2);
        joined.dropConnection();
        assertThat(next(left)).isSameAs(joined);
        return new String[] {back(ids, offset), ids.group(), joined.id()};
    }

    @Test
    void whoComesBackGetsWhatItMissedAndThenItsOldIds() throws Exception {
        String[] lost = lost();
        server.namespace("/").emit("all");
        server.namespace("/").emit("more", "x");
        PlainWebSocket again = client.asking(lost[0]);
        assertThat(matched(OFFSET, again.next()).group(1)).isEqualTo("all");
        assertThat(matched(OFFSET, again.next()).group(1)).isEqualTo("more");
        assertThat(again.next()).isEqualTo(lost[1]);
        ServerSocket back = next(sockets);
        assertThat(back.recovered()).isTrue();
        assertThat(back.id()).isEqualTo(lost[2]);
        assertThat(back.data()).containsEntry("name", "Ada");
        assertThat(asked).as("middleware is not asked again").hasValue(1);
    }

    @Test
    void whatIsSentToOneWhoIsAwayIsMissedByThatOneAlone() throws Exception {
        PlainWebSocket other = client.asking("");
        matched(IDS, other.next());
        next(sockets).emit("toTheOther");
        String otherOffset = matched(OFFSET, other.next()).group(2);
        assertThat(otherOffset).isNotEmpty();
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        ServerSocket joined = next(sockets);
        joined.dropConnection();
        next(left).emit("forYou");
        server.namespace("/").emit("forAll");
        assertThat(matched(OFFSET, other.next()).group(1)).isEqualTo("forAll");
        PlainWebSocket again = client.asking(back(ids, otherOffset));
        assertThat(matched(OFFSET, again.next()).group(1)).isEqualTo("forYou");
        assertThat(matched(OFFSET, again.next()).group(1)).isEqualTo("forAll");
        assertThat(again.next()).isEqualTo(ids.group());
    }

    @Test
    void whoLeftBeginsAnew() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        ServerSocket joined = next(sockets);
        joined.emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        socket.send("41");
        next(left);
        socket.send("40" + back(ids, offset));
        beginsAnew(socket, ids);
    }

    @Test
    void whoWasSentOutBeginsAnew() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        ServerSocket joined = next(sockets);
        joined.emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        joined.disconnect();
        assertThat(socket.next()).isEqualTo("41");
        socket.send("40" + back(ids, offset));
        beginsAnew(socket, ids);
    }

    private void beginsAnew(PlainWebSocket socket, Matcher ids) throws Exception {
        Matcher fresh = matched(IDS, socket.next());
        assertThat(fresh.group(1)).isNotEqualTo(ids.group(1));
        assertThat(fresh.group(2)).isNotEqualTo(ids.group(2));
        assertThat(next(sockets).recovered()).isFalse();
    }

    @Test
    void whoSaysNeitherWhoItWasNorWhatItHasSeenBeginsAnew() throws Exception {
        String[] lost = lost();
        String[] incomplete = {
            lost[0].replaceFirst(",\"offset\":.*", "}"),
            lost[0].replaceFirst("\"pid\":.*,", ""),
            lost[0].replaceFirst("\"offset\":.*", "\"offset\":1}"),
            lost[0].replaceFirst("\"offset\":.*", "\"offset\":\"of another server\"}"),
            "{\"pid\":\"guessed\",\"offset\":\"1\"}"
        };
        for (String auth : incomplete) {
            assertThat(matched(IDS, client.asking(auth).next()).group())
                    .as(auth)
                    .isNotEqualTo(lost[1]);
        }
    }

    @Test
    void whoIsTakenForConnectedBeginsAnew() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        next(sockets).emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        beginsAnew(client.asking(back(ids, offset)), ids);
    }

    @Test
    void whoBreaksTheProtocolOfSocketIoMayComeBack() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        next(sockets).emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        socket.send("4nonsense");
        next(left);
        assertThat(client.asking(back(ids, offset)).next()).isEqualTo(ids.group());
    }

    @Test
    void whoBreaksTheProtocolOfEngineIoBeginsAnew() throws Exception {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        next(sockets).emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        socket.send("nonsense");
        next(left);
        beginsAnew(client.asking(back(ids, offset)), ids);
    }

    @Test
    void theEndOfAnOldConnectionDoesNotPutOutWhoIsBack() throws Exception {
        String[] lost = lost();
        PlainWebSocket first = client.asking(lost[0]);
        assertThat(first.next()).isEqualTo(lost[1]);
        ServerSocket old = next(sockets);
        PlainWebSocket second = client.asking(lost[0]);
        assertThat(second.next()).isEqualTo(lost[1]);
        ServerSocket back = next(sockets);
        old.dropConnection();
        next(left);
        assertThat(server.namespace("/").sockets()).containsExactly(back);
        server.namespace("/").emit("all");
        assertThat(matched(OFFSET, second.next()).group(1)).isEqualTo("all");
    }

    @Test
    void eventsThatWantAnAnswerOrAreVolatileHaveNoOffset() throws Exception {
        PlainWebSocket socket = client.asking("");
        matched(IDS, socket.next());
        ServerSocket joined = next(sockets);
        var unused = joined.emitWithAck("ask", 1);
        assertThat(socket.next()).isEqualTo("420[\"ask\",1]");
        joined.emitVolatile("cursor", 2);
        assertThat(socket.next()).isEqualTo("42[\"cursor\",2]");
        server.namespace("/").emitVolatile("cursor", 3);
        assertThat(socket.next()).isEqualTo("42[\"cursor\",3]");
    }

    @Test
    void aVolatileEventIsDroppedWhenNoGetWaits() throws Exception {
        String sid = client.open();
        client.post(sid, "40");
        client.poll(sid);
        next(sockets).on("go", event -> {
            event.socket().emitVolatile("cursor", 1);
            event.socket().emit("after");
        });
        client.post(sid, "42[\"go\"]");
        assertThat(client.poll(sid)).singleElement().asString().startsWith("42[\"after\",");
    }

    @Test
    void withoutRecoveryNobodyIsToldAPrivateIdOrAnOffset() throws Exception {
        try (TestServer plain = TestServer.builder().build().start()) {
            client = new PlainClient(plain.uri(), "/socket.io/");
            plain.namespace("/").onConnection(sockets::add);
            PlainWebSocket socket = client.asking("{\"pid\":\"a\",\"offset\":\"b\"}");
            assertThat(socket.next()).matches("40\\{\"sid\":\"[\\w-]{20}\"}");
            next(sockets).emit("news", 1);
            assertThat(socket.next()).isEqualTo("42[\"news\",1]");
        }
    }

    @Test
    void theTimeIsAtLeastAMillisecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServer.builder().recovery(Duration.ZERO))
                .withMessage("recovery must be at least 1 ms, not 0 ms");
    }

    @Test
    void whoBreaksARuleOfTheTransportMayComeBack() {
        PlainWebSocket socket = client.asking("");
        Matcher ids = matched(IDS, socket.next());
        ServerSocket joined = server.awaitConnection();
        joined.emit("seen");
        String offset = matched(OFFSET, socket.next()).group(2);
        socket.send("2");
        assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.TRANSPORT_ERROR);
        assertThat(client.asking(back(ids, offset)).next()).startsWith("40{\"sid\":\"" + ids.group(1));
    }
}
