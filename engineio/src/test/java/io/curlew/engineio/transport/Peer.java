package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection. */
final class Peer implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A request as it stood on the wire; header names in lower case. */
    record Request(String method, String target, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** A frame as it stood on the wire, unmasked. */
    record Frame(int opcode, boolean masked, String text) {}

    Request readRequest() throws IOException {
        String[] first = readLine().split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (a, b) -> a + ", " + b);
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(first[0], first[1], headers, new String(body, UTF_8));
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.write(b);
        }
        return line.toString(ISO_8859_1).trim();
    }

    Peer write(String bytes) throws IOException {
        return write(bytes.getBytes(ISO_8859_1));
    }

    Peer write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Makes a TLS connection go on with other keys. */
    void changeKeys() throws IOException {
        ((SSLSocket) socket).startHandshake();
    }

    Peer answer(String body, String... headers) throws IOException {
        return answer(200, body, headers);
    }

    Peer answer(int status, String body, String... headers) throws IOException {
        return write(httpAnswer(status, body, headers));
    }

    static byte[] httpAnswer(int status, String body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] content = body.getBytes(UTF_8);
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        return concat(head.toString().getBytes(ISO_8859_1), content);
    }

    /** Answers a WebSocket handshake, with more behind it in the same segment. */
    Request switchProtocols(byte[] glued) throws IOException {
        Request request = readRequest();
        String accept = new WebSocketKey(request.header("sec-websocket-key")).accept();
        write(concat(switching(accept).getBytes(ISO_8859_1), glued));
        return request;
    }

    static String switching(String accept) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n";
    }

    Peer writeText(String text) throws IOException {
        return write(text(text));
    }

    static byte[] frame(int firstByte, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload).flip();
        byte[] exact = new byte[frame.remaining()];
        frame.get(exact);
        return exact;
    }

    static byte[] text(String text) {
        return frame(0x81, text.getBytes(UTF_8));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A frame with the bits beside its opcode. */
    record RawFrame(int firstByte, String payload) {}

    Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        return readFrame(first);
    }

    RawFrame readRawFrame() throws IOException {
        int first = in.readUnsignedByte();
        return new RawFrame(first, readFrame(first).text());
    }

    private Frame readFrame(int first) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        boolean masked = (second & 0x80) != 0;
        byte[] mask = masked ? in.readNBytes(4) : new byte[4];
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first & 0x0F, masked, new String(payload, ISO_8859_1));
    }

    /** The code of the close frame that comes next. */
    int readClose() throws IOException {
        Frame frame = readFrame();
        if (frame.opcode() != 8) {
            throw new IOException("expected a close frame, not " + frame);
        }
        return frame.text().isEmpty()
                ? 1005
                : frame.text().charAt(0) << 8 | frame.text().charAt(1);
    }

    /** Returns whether the client closes, and sends nothing before. */
    boolean awaitEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** Reads whatever comes until the client closes, and returns how much that was. */
    long drain() throws IOException {
        return in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    /** Reads on, beside the test, until the client is gone for whatever reason: TLS shakes hands only when read. */
    void drainAside() {
        Rig.OFF_LOOP.execute(() -> {
            try {
                drain();
            } catch (IOException gone) {
                // as expected
            }
        });
    }

    /** How many bytes have come that were not read yet. */
    int available() throws IOException {
        return in.available();
    }

    static <T> T unchecked(Callable<T> io) {
        try {
            return io.call();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
