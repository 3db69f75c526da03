package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import io.curlew.fuzz.Warnings;
import io.curlew.testserver.raw.RawFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** What clients send to the test server: HTTP, bodies of POSTs, WebSocket frames, and the messages in these. */
class TestServerFuzzTest {
    private static final int MAX_PAYLOAD = 4096;
    /** Nine bytes may be a question, which is decoded, handed over, answered and sent: 2300 bytes. */
    private static final Cost COST = new Cost(128 * 1024, 576);
    /** A piece comes in a request or a frame that the target adds, and has an answer: as if it were so long. */
    private static final int AROUND_A_PIECE = 64;

    private static final Warnings WARNINGS = Warnings.listen();
    private static final TestServer SERVER = server();

    private static final String GET = "GET /socket.io/?EIO=4&transport=%s&sid=%s HTTP/1.1\r\nHost: x\r\n%s\r\n";
    private static final String POST =
            "POST /socket.io/?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n";
    private static final String UPGRADE = """
            Upgrade: websocket
            Connection: upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            """.replace("\n", "\r\n");
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    /** In the input stands for the id of a session that is open. */
    private static final String OPEN_SESSION = "$SID";

    private static TestServer server() {
        TestServer server = TestServer.builder().maxPayload(MAX_PAYLOAD).build();
        server.namespace("/").onConnection(socket -> {
            socket.onAny(event -> {
                if (event.wantsAck()) {
                    event.ack(event.name());
                }
            });
            socket.emit("hello", new byte[] {1}, "text");
        });
        return server;
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @FuzzTest
    void connections(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        SERVER.engine()
                .context()
                .loop()
                .executor()
                .submit(() -> {
                    List<byte[]> pieces = input.pieces();
                    int size = bytes.length + AROUND_A_PIECE * pieces.size();
                    COST.check(size, () -> serve(input.choice(0, 4), pieces));
                    return null;
                })
                .get(1, TimeUnit.MINUTES);
        WARNINGS.check();
    }

    private static void serve(int kind, List<byte[]> pieces) {
        String sid = open();
        switch (kind) {
            case 0 -> converse(piece -> withSid(piece, sid), pieces);
            case 1 -> post(sid, pieces);
            case 2 -> upgraded(sid, pieces, Function.identity());
            default -> upgraded(sid, pieces, TestServerFuzzTest::message);
        }
        SERVER.connections().forEach(EngineConnection::dropConnection);
        assertThat(SERVER.connections()).isEmpty();
        assertThat(SERVER.namespace("/").sockets()).isEmpty();
    }

    private static String open() {
        Connection connection = new Connection();
        connection.read(GET.formatted("polling", "", "").getBytes(ISO_8859_1));
        Matcher said = SID.matcher(connection.written());
        assertThat(said.find()).isTrue();
        connection.end();
        return said.group(1);
    }

    private static byte[] withSid(byte[] piece, String sid) {
        return new String(piece, ISO_8859_1).replace(OPEN_SESSION, sid).getBytes(ISO_8859_1);
    }

    private static void post(String sid, List<byte[]> bodies) {
        Connection polls = new Connection();
        Connection posts = new Connection();
        for (byte[] body : bodies) {
            posts.read(POST.formatted(sid, body.length).getBytes(ISO_8859_1));
            posts.read(body);
            polls.read(GET.formatted("polling", sid, "").getBytes(ISO_8859_1));
            polls.written();
        }
        posts.end();
        polls.end();
    }

    private static void upgraded(String sid, List<byte[]> pieces, Function<byte[], byte[]> frame) {
        Connection connection = new Connection();
        connection.read(GET.formatted("websocket", sid, UPGRADE).getBytes(ISO_8859_1));
        connection.read(RawFrame.text("2probe").asMasked().bytes());
        connection.read(RawFrame.text("5").asMasked().bytes());
        pieces.forEach(piece -> connection.read(frame.apply(piece)));
        connection.end();
    }

    /** A first byte of 0 makes a message binary. */
    private static byte[] message(byte[] piece) {
        boolean isBinary = piece.length > 0 && piece[0] == 0;
        RawFrame frame = isBinary
                ? RawFrame.binary(Arrays.copyOfRange(piece, 1, piece.length))
                : RawFrame.of(RawFrame.TEXT, piece);
        return frame.asMasked().bytes();
    }

    private static void converse(Function<byte[], byte[]> complete, List<byte[]> pieces) {
        Connection connection = new Connection();
        pieces.forEach(piece -> connection.read(complete.apply(piece)));
        connection.end();
    }

    /** One that the server believes to come from the network. */
    private static final class Connection extends EmbeddedChannel {
        private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

        Connection() {
            Listener.speakHttp(pipeline(), SERVER.engine());
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return CLIENT;
        }

        void read(byte[] bytes) {
            if (isOpen()) {
                pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes));
                pipeline().fireChannelReadComplete();
                runPendingTasks();
                checkException();
            }
        }

        String written() {
            StringBuilder all = new StringBuilder();
            for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
                all.append(part.toString(ISO_8859_1));
                part.release();
            }
            return all.toString();
        }

        void end() {
            boolean unused = finishAndReleaseAll();
        }
    }
}
