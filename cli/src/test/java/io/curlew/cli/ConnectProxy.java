package io.curlew.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP proxy that opens tunnels, and writes down the lines that ask for them. */
final class ConnectProxy implements Closeable {
    private static final Pattern REQUEST = Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1\\.1");

    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    ConnectProxy() throws IOException {
        start(this::acceptAll);
    }

    int port() {
        return listening.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket client) {
        try {
            // A client says nothing behind its request before the answer, so that no byte is lost in the reader.
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            Matcher target = REQUEST.matcher(in.readLine());
            if (!target.matches()) {
                throw new IOException("a proxy that opens tunnels only");
            }
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                asked.add(line);
            }
            Socket server = new Socket(target.group(1), Integer.parseInt(target.group(2)));
            sockets.add(server);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            start(() -> copy(server, client));
            copy(client, server);
        } catch (IOException gone) {
            // so is the other side
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // so is the other side
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
