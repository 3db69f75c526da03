package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client with a library can't do: bytes on a socket. */
class WireIT {
    private static final String UPGRADE = """
            GET /engine.io/?EIO=4&transport=websocket HTTP/1.1
            host: x
            upgrade: websocket
            connection: upgrade
            sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==
            """.replace("\n", "\r\n");
    private static final String POLLING = "/engine.io/?EIO=4&transport=polling";

    private final EngineTestServer server = TestServer.builder().buildEngine();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private Socket socket;

    @BeforeEach
    void start() throws Exception {
        server.onConnection(connection -> connection.onClose(close -> closed.complete(close.reason())));
        server.start();
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
    }

    @AfterEach
    void stop() throws Exception {
        socket.close();
        server.close();
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** Reads an answer's head: the status line under the name "", then the headers. */
    private Map<String, String> head() throws IOException {
        Map<String, String> head = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.put("", line());
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.put(
                    line.substring(0, line.indexOf(':')),
                    line.substring(line.indexOf(':') + 1).strip());
        }
        return head;
    }

    private String body(Map<String, String> head) throws IOException {
        byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(head.get("content-length")));
        return new String(body, ISO_8859_1);
    }

    @Test
    void anEscapeThatMeansNothingIsAnswered() throws Exception {
        write("GET /engine.io/?EIO=4&transport=%zz&a=% HTTP/1.1\r\nhost: x\r\n\r\n");
        assertThat(line()).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void compressionIsNotNegotiated() throws Exception {
        write(UPGRADE + "sec-websocket-version: 13\r\nsec-websocket-extensions: permessage-deflate\r\n\r\n");
        Map<String, String> head = head();
        assertThat(head.get("")).startsWith("HTTP/1.1 101");
        assertThat(head).containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(head).doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    void anotherWebSocketVersionIsRefused() throws Exception {
        write(UPGRADE + "sec-websocket-version: 99\r\n\r\n");
        assertThat(head().get("")).startsWith("HTTP/1.1 426");
    }

    @Test
    void aWebSocketWithoutAKeyIsRefused() throws Exception {
        write(UPGRADE.replace("sec-websocket-key", "x-key") + "sec-websocket-version: 13\r\n\r\n");
        Map<String, String> head = head();
        assertThat(head.get("")).startsWith("HTTP/1.1 400");
        assertThat(body(head)).isEqualTo("Bad request");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void anUnmaskedFrameIsAProtocolError() throws Exception {
        write(UPGRADE + "sec-websocket-version: 13\r\n\r\n");
        head();
        socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, '4', 'a'});
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    /** Opens a session and returns what the server sends after its handshake. */
    private InputStream openedWebSocket() throws IOException {
        write(UPGRADE + "sec-websocket-version: 13\r\n\r\n");
        head();
        InputStream in = socket.getInputStream();
        in.read();
        in.readNBytes(in.read()); // the handshake, shorter than 126 bytes
        return in;
    }

    private static byte[] bytes(int... bytes) {
        byte[] frame = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            frame[i] = (byte) bytes[i];
        }
        return frame;
    }

    @Test
    @Tag("N01")
    void aFragmentWhoseLengthWouldOverflowTheSumIsRefusedFromItsHead() throws Exception {
        InputStream in = openedWebSocket();
        socket.getOutputStream().write(bytes(0x01, 0x81, 0, 0, 0, 0, '4'));
        socket.getOutputStream().write(bytes(0x00, 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1));
        assertThat(in.readNBytes(4)).startsWith(0x88).endsWith(1009 >> 8, 1009 & 0xFF);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @Tag("N08")
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
    void aCloseCodeThatMustNotBeSentIsAnsweredWith1002(int code) throws Exception {
        InputStream in = openedWebSocket();
        socket.getOutputStream().write(bytes(0x88, 0x82, 0, 0, 0, 0, code >> 8, code));
        assertThat(in.readNBytes(4)).startsWith(0x88).endsWith(1002 >> 8, 1002 & 0xFF);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @Tag("N08")
    @ValueSource(ints = {1000, 1003, 1007, 1011, 1014, 3000, 4999})
    void aCloseCodeThatMayBeSentIsAnsweredWithItself(int code) throws Exception {
        InputStream in = openedWebSocket();
        socket.getOutputStream().write(bytes(0x88, 0x82, 0, 0, 0, 0, code >> 8, code));
        assertThat(in.readNBytes(4)).containsExactly(0x88, 2, code >> 8, code & 0xFF);
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void aPingFrameIsAnswered() throws Exception {
        InputStream in = openedWebSocket();
        socket.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x81, 0, 0, 0, 0, 'p'});
        assertThat(in.readNBytes(3)).containsExactly(0x8A, 1, 'p');
    }

    @Test
    void aConnectionThatEndsWithAWaitingGetEndsTheSession() throws Exception {
        write("GET " + POLLING + " HTTP/1.1\r\nhost: x\r\n\r\n");
        String sid = PlainClient.sid(body(head()));
        write("GET " + POLLING + "&sid=" + sid + " HTTP/1.1\r\nhost: x\r\n\r\n");
        write("GET " + POLLING + "&sid=" + sid + " HTTP/1.1\r\nhost: x\r\n\r\n"); // behind a waiting one: hangs up
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aConnectionThatEndsInTheMiddleOfAPostEndsTheSession() throws Exception {
        write("GET " + POLLING + " HTTP/1.1\r\nhost: x\r\n\r\n");
        String sid = PlainClient.sid(body(head()));
        write("POST " + POLLING + "&sid=" + sid + " HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n4abc");
        socket.shutdownOutput();
        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aClientThatWaitsForContinueGetsIt() throws Exception {
        write("GET " + POLLING + " HTTP/1.1\r\nhost: x\r\n\r\n");
        String sid = PlainClient.sid(body(head()));
        write("POST " + POLLING + "&sid=" + sid
                + " HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n");
        assertThat(head().get("")).startsWith("HTTP/1.1 100");
        write("4a");
        assertThat(body(head())).isEqualTo("ok");
    }

    @Test
    void whatIsNotHttpIsHungUpOn() throws Exception {
        write("\u0016\u0003\u0001 this is no HTTP\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
}
