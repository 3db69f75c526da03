package io.curlew.testserver.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that is as raw as the server. */
final class Client implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    Client(RawServer server) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }

    Client(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    Client write(String text) throws IOException {
        return write(text.getBytes(UTF_8));
    }

    Client write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    Client get(String target) throws IOException {
        return write("GET " + target + " HTTP/1.1\r\n\r\n");
    }

    Client post(String target, String body) throws IOException {
        return write("POST " + target + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Asks for a WebSocket, and reads the head of the answer. */
    String upgrade(String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        write("GET /?EIO=4&transport=websocket HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n");
        return readHead();
    }

    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    byte[] read(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    String readText(int bytes) throws IOException {
        return new String(read(bytes), UTF_8);
    }

    /** Reads an answer whose body is as long as its head says. */
    byte[] readBody() throws IOException {
        String length = readHead().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return read(Integer.parseInt(length));
    }

    RawFrame readFrame() throws IOException {
        return RawFrame.read(in);
    }

    void assertEnded() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    void assertReset() {
        assertThatThrownBy(in::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
