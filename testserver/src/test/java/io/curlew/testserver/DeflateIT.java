package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** permessage-deflate, byte by byte. Frames of the client are masked with zeros, which changes nothing. */
class DeflateIT {
    private static final int TEXT = 0x81;

    private static final int BINARY = 0x82;
    /** The bit of the extension, RSV1. */
    private static final int COMPRESSED = 0x40;

    private static final int RESERVED = 0x20;

    private final EngineTestServer server = TestServer.builder()
            .perMessageDeflate()
            .header("x-served-by", "tests")
            .cors("http://a.example")
            .maxPayload(10_000)
            .buildEngine()
            .onConnection(connection -> connection.onMessage(connection::send))
            .start();
    private Socket socket;
    private InputStream in;

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
    }

    /** Opens a session that offers this, and returns the head of the answer. */
    private String open(String extensions) throws IOException {
        socket.getOutputStream()
                .write(("GET /engine.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\n"
                                + "connection: upgrade\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "sec-websocket-version: 13\r\norigin: http://a.example\r\n" + extensions + "\r\n")
                        .getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(in.read()).isEqualTo(TEXT);
        in.readNBytes(in.read()); // the handshake, shorter than 126 bytes
        return head.toString();
    }

    private void send(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        frame.write(0x80 | payload.length);
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** Returns what RFC 7692 makes of a text: without the four bytes that end each. */
    private static byte[] deflated(String text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text.getBytes(ISO_8859_1));
        byte[] buffer = new byte[1000];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length - 4);
    }

    private static String inflated(byte[] bytes) throws Exception {
        Inflater inflater = new Inflater(true);
        inflater.setInput(bytes);
        byte[] buffer = new byte[20_000];
        int length = inflater.inflate(buffer);
        inflater.end();
        return new String(buffer, 0, length, ISO_8859_1);
    }

    /** Returns the code of the close frame that comes next. */
    private int closeCode() throws IOException {
        assertThat(in.read()).isEqualTo(0x88);
        in.read();
        return in.read() << 8 | in.read();
    }

    @Test
    void theExtensionIsAgreedToWhenItIsOffered() throws IOException {
        assertThat(open("sec-websocket-extensions: permessage-deflate; client_max_window_bits\r\n")
                        .toLowerCase(Locale.ROOT))
                .contains("\r\nsec-websocket-extensions: permessage-deflate")
                .contains("\r\nx-served-by: tests\r\n")
                .contains("\r\naccess-control-allow-origin: http://a.example\r\n");
    }

    @Test
    void itIsNotAgreedToWhenItIsNot() throws IOException {
        assertThat(open("").toLowerCase(Locale.ROOT)).doesNotContain("extensions");
        send(TEXT, "4plain".getBytes(ISO_8859_1));
        assertThat(in.readNBytes(8)).isEqualTo("\u0081\u00064plain".getBytes(ISO_8859_1));
        send(TEXT | COMPRESSED, deflated("4"));
        assertThat(closeCode()).isEqualTo(1002);
    }

    @Test
    void largeMessagesAreCompressedAndSmallOnesNot() throws Exception {
        open("sec-websocket-extensions: permessage-deflate\r\n");
        send(TEXT | COMPRESSED, deflated("4" + "x".repeat(1022)));
        assertThat(in.read()).isEqualTo(TEXT);
        assertThat(in.readNBytes(3)).containsExactly(126, 1023 >> 8, 1023 & 0xff);
        in.readNBytes(1023);
        send(TEXT | COMPRESSED, deflated("4" + "x".repeat(1023)));
        assertThat(in.read()).isEqualTo(TEXT | COMPRESSED);
        assertThat(inflated(in.readNBytes(in.read()))).isEqualTo("4" + "x".repeat(1023));
        send(TEXT, "4plain".getBytes(ISO_8859_1));
        assertThat(in.readNBytes(8)).isEqualTo("\u0081\u00064plain".getBytes(ISO_8859_1));
    }

    @Test
    void whatMayNotBeCompressedIsNot() throws Exception {
        server.onConnection(connection -> {
            connection.send(EngineData.text("x".repeat(2000)).uncompressed());
            connection.send(EngineData.binary(new byte[2000]).uncompressed());
        });
        open("sec-websocket-extensions: permessage-deflate\r\n");
        assertThat(in.read()).isEqualTo(TEXT);
        assertThat(in.readNBytes(3)).containsExactly(126, 2001 >> 8, 2001 & 0xff);
        in.readNBytes(2001);
        assertThat(in.read()).isEqualTo(BINARY);
        assertThat(in.readNBytes(3)).containsExactly(126, 2000 >> 8, 2000 & 0xff);
    }

    @Test
    void whatInflatesToTooMuchIsRefused() throws IOException {
        open("sec-websocket-extensions: permessage-deflate\r\n");
        send(TEXT | COMPRESSED, deflated("4" + "x".repeat(20_000)));
        assertThat(closeCode()).isEqualTo(1009);
    }

    @Test
    void whatDoesNotInflateIsRefused() throws IOException {
        open("sec-websocket-extensions: permessage-deflate\r\n");
        send(TEXT | COMPRESSED, new byte[] {7, 7, 7, 7});
        assertThat(closeCode()).isEqualTo(1007);
    }

    @Test
    void bitsOfOtherExtensionsAreRefused() throws IOException {
        open("sec-websocket-extensions: permessage-deflate\r\n");
        send(TEXT | RESERVED, "4".getBytes(ISO_8859_1));
        assertThat(closeCode()).isEqualTo(1002);
    }
}
