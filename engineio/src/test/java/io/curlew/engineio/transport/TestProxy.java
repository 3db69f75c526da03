package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.curlew.engineio.transport.ProxyServer.Kind;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that connects everybody to one port of this machine, whatever the target's name, and writes down what it was
 * asked.
 */
final class TestProxy implements Closeable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Kind kind;
    private final int backend;
    private final Optional<String> wanted;

    /** The targets as they stood on the wire. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param wanted {@code user:password}, for SOCKS 4 the user; empty for everybody */
    TestProxy(Kind kind, int backend, Optional<String> wanted) throws IOException {
        this.kind = kind;
        this.backend = backend;
        this.wanted = wanted;
        Rig.OFF_LOOP.execute(this::acceptAll);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                Rig.OFF_LOOP.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            boolean welcome = switch (kind) {
                case HTTP -> http(in, out);
                case SOCKS4 -> socks4(in, out);
                case SOCKS5 -> socks5(in, out);
            };
            if (welcome) {
                tunnel(client);
            }
        } catch (IOException ended) {
            // one of the two hung up
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
            sockets.add(server);
            Rig.OFF_LOOP.execute(() -> {
                try (client) {
                    server.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException ended) {
                    // the other direction notices
                }
            });
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private boolean knows(String credentials) {
        return wanted.isEmpty() || wanted.get().equals(credentials);
    }

    private boolean http(DataInputStream in, OutputStream out) throws IOException {
        asked.add(until(in, '\n').split(" ", 3)[1]);
        String credentials = "";
        for (String line = until(in, '\n'); !line.equals("\r"); line = until(in, '\n')) {
            String[] header = line.trim().split(": Basic ", 2);
            if (header[0].equalsIgnoreCase("proxy-authorization")) {
                credentials = new String(Base64.getDecoder().decode(header[1]), ISO_8859_1);
            }
        }
        boolean welcome = knows(credentials);
        String answer = welcome ? "200 Established\r\n" : "407 Proxy Authentication Required\r\nContent-Length: 0\r\n";
        out.write(("HTTP/1.1 " + answer + "\r\n").getBytes(ISO_8859_1));
        return welcome;
    }

    private boolean socks4(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(2);
        int port = in.readUnsignedShort();
        byte[] address = in.readNBytes(4);
        boolean welcome = knows(until(in, 0));
        boolean named = address[0] == 0 && address[1] == 0 && address[2] == 0;
        asked.add((named ? until(in, 0) : text(address)) + ":" + port);
        out.write(new byte[] {0, (byte) (welcome ? 90 : 93), 0, 0, 0, 0, 0, 0});
        return welcome;
    }

    private boolean socks5(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(1);
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, (byte) (wanted.isPresent() ? 2 : 0)});
        if (wanted.isPresent() && !passwordIsRight(in, out)) {
            return false;
        }
        in.skipNBytes(3);
        int type = in.readUnsignedByte();
        String host = type == 3 ? string(in) : text(in.readNBytes(type == 1 ? 4 : 16));
        asked.add(host + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return true;
    }

    private boolean passwordIsRight(DataInputStream in, OutputStream out) throws IOException {
        in.skipNBytes(1);
        boolean right = knows(string(in) + ":" + string(in));
        out.write(new byte[] {1, (byte) (right ? 0 : 1)});
        return right;
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), ISO_8859_1);
    }

    private static String text(byte[] address) throws IOException {
        return "the address " + InetAddress.getByAddress(address).getHostAddress();
    }

    private static String until(InputStream in, int end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int b = in.read(); b != end && b >= 0; b = in.read()) {
            read.write(b);
        }
        return read.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
