package io.curlew.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.curlew.fuzz.Play.Depth;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that plays one input after the other to whoever connects. It is always on the move: a client that does not
 * say what it is expected to say is not waited for, so that no input takes long.
 */
final class Adversary implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 8;
    private static final int GOODBYE_MILLIS = 500;
    private static final int MAX_REQUEST = 256 * 1024;
    private static final int MAX_NOOPS = 50;
    /** How often a connection on which nothing is under way is looked at again. */
    private static final int MAX_SILENCES = 50;

    private static final OpenPacket OPEN = OpenPacket.of("S1");
    private static final String JOINED = "40{\"sid\":\"s\",\"pid\":\"p\"}";
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *([^\r]*)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]{1,8})");
    /** In a piece stands for what makes a WebSocket handshake right, which no fuzzer can guess. */
    private static final String ACCEPT = "$ACCEPT";

    private final ServerSocket port;
    private final AtomicInteger open = new AtomicInteger();
    private volatile Play play = new Play(Depth.NOWHERE, false, false, java.util.List.of());

    Adversary() throws IOException {
        port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("adversary", this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + port.getLocalPort();
    }

    /** How many connections clients have left open. */
    int open() {
        return open.get();
    }

    void play(Play next) {
        play = next;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                open.incrementAndGet();
                Play current = play;
                current.connected();
                start("adversary-connection", () -> serve(socket, current));
            } catch (IOException closed) {
                // the loop sees it
            }
        }
    }

    private void serve(Socket socket, Play current) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            new Connection(socket, current).serve();
            end(socket, current);
        } catch (IOException gone) {
            // the client has its own ends
        } finally {
            current.end();
            open.decrementAndGet();
        }
    }

    /** Waits for the client's end of the connection, unless that is reset. */
    private static void end(Socket socket, Play current) throws IOException {
        current.end();
        if (current.resets()) {
            socket.setSoLinger(true, 0);
            return;
        }
        socket.shutdownOutput();
        socket.setSoTimeout(GOODBYE_MILLIS);
        long unused = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        port.close();
    }

    /** One connection of a client. */
    private static final class Connection {
        private final InputStream in;
        private final OutputStream out;
        private final Play play;
        private int noops;
        private int silences;
        /** The client may still be waiting for the rest of an answer: where that ends is the input's affair. */
        private boolean midAnswer;

        Connection(Socket socket, Play play) throws IOException {
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
            this.play = play;
        }

        void serve() throws IOException {
            boolean more = true;
            while (more) {
                String request = request();
                if (!play.behavesUpTo(Depth.SESSION)) {
                    more = play.hasMore();
                    write(completed(play.take(), request));
                } else if (KEY.matcher(request).find()) {
                    webSocket(request);
                    more = false;
                } else {
                    more = poll(request);
                }
            }
        }

        private boolean poll(String request) throws IOException {
            if (request.isEmpty()) {
                return silence();
            }
            midAnswer = false;
            if (request.startsWith("POST")) {
                write(answer(Play.bytes("ok")));
            } else if (!request.contains("sid=")) {
                write(answer(Play.bytes((play.upgrades() ? OPEN.withUpgrade() : OPEN).text())));
            } else if (play.join()) {
                write(answer(Play.bytes(JOINED)));
            } else if (play.upgrades() && !play.isOver() && noops++ < MAX_NOOPS) {
                write(answer(Play.bytes("6")));
            } else if (play.hasMore()) {
                byte[] piece = play.take();
                midAnswer = !play.behavesUpTo(Depth.NAMESPACE);
                write(midAnswer ? piece : answer(piece));
            } else {
                return false;
            }
            return true;
        }

        private boolean silence() throws IOException {
            if (play.isOver() || ++silences > MAX_SILENCES) {
                return false;
            }
            if (midAnswer) {
                write(play.take());
            }
            return true;
        }

        private void webSocket(String request) throws IOException {
            write(completed(
                    Play.bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + ACCEPT + "\r\n"
                            + (request.contains("permessage-deflate")
                                    ? "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                                    : "")
                            + "\r\n"),
                    request));
            if (request.contains("sid=")) {
                await();
                write(RawFrame.text("3probe").bytes());
                await();
            } else {
                write(RawFrame.text(OPEN.text()).bytes());
            }
            if (play.join()) {
                await();
                write(RawFrame.text(JOINED).bytes());
            }
            while (play.hasMore()) {
                byte[] piece = play.take();
                write(play.behavesUpTo(Depth.NAMESPACE) ? frame(piece).bytes() : piece);
            }
        }

        private static RawFrame frame(byte[] piece) {
            return Play.isBinary(piece) ? RawFrame.binary(Play.withoutFirst(piece)) : RawFrame.of(RawFrame.TEXT, piece);
        }

        private static byte[] answer(byte[] body) throws IOException {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.write(Play.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"));
            answer.write(body);
            return answer.toByteArray();
        }

        private static byte[] completed(byte[] piece, String request) {
            Matcher key = KEY.matcher(request);
            String accept = key.find() ? accept(key.group(1)) : "";
            return new String(piece, ISO_8859_1).replace(ACCEPT, accept).getBytes(ISO_8859_1);
        }

        private static String accept(String key) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest(Play.bytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
                return Base64.getEncoder().encodeToString(digest);
            } catch (GeneralSecurityException everyJdkHasIt) {
                throw new IllegalStateException(everyJdkHasIt);
            }
        }

        private void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Waits for whatever the client says next, not for long. */
        private void await() throws IOException {
            try {
                if (in.read(new byte[MAX_REQUEST]) < 0) {
                    throw new IOException("the client has left");
                }
            } catch (SocketTimeoutException saysNothing) {
                // then it is told more
            }
        }

        /** Reads a request, or as much of one as comes. */
        private String request() throws IOException {
            StringBuilder read = new StringBuilder();
            byte[] some = new byte[8192];
            try {
                while (!isWhole(read) && read.length() < MAX_REQUEST) {
                    int count = in.read(some);
                    if (count < 0) {
                        throw new IOException("the client has left");
                    }
                    read.append(new String(some, 0, count, ISO_8859_1));
                }
            } catch (SocketTimeoutException saysNoMore) {
                // then it is told more
            }
            return read.toString();
        }

        private static boolean isWhole(StringBuilder request) {
            int end = request.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            Matcher length = LENGTH.matcher(request.substring(0, end));
            return request.length() - end - 4 >= (length.find() ? Integer.parseInt(length.group(1)) : 0);
        }
    }
}
