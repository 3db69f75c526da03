package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a server takes of time and memory, as the page on the test server says; the figures are printed. With
 * {@code -Pthorough} the counts are those of the page: 1000 servers one after the other, 5000 connections.
 */
@Isolated
class LightnessIT {
    private static final boolean THOROUGH = Boolean.getBoolean("curlew.thorough");
    private static final int CYCLES = THOROUGH ? 1000 : 60;
    private static final int WARM_UP = 30;
    private static final int CONNECTIONS = THOROUGH ? 5000 : 500;
    /** Far above what is printed: as a median, only waiting for something that does not come takes so long. */
    private static final long MAX_MILLIS = 500;

    private static final long MAX_GROWTH_KIB = 200 * 1024;
    private static final long MIB = 1024 * 1024;

    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            "host: a",
            "upgrade: websocket",
            "connection: upgrade",
            "sec-websocket-version: 13",
            "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    @Test
    @EnabledOnOs(OS.LINUX)
    void aServerIsThereAtOnceAndLeavesNothing() throws Exception {
        cycles(WARM_UP);
        long heap = heap();
        long descriptors = descriptors();
        long threads = threads();
        long[][] nanos = cycles(CYCLES);
        System.out.printf(
                "%d servers: start median %.2f ms, max %.2f ms; close median %.2f ms, max %.2f ms%n",
                CYCLES, millis(nanos[0], 2), millis(nanos[0], 1), millis(nanos[1], 2), millis(nanos[1], 1));
        System.out.printf(
                "threads %+d, file descriptors %+d, live heap %+.2f MiB%n",
                threads() - threads, descriptors() - descriptors, (heap() - heap) / (double) MIB);
        assertThat(millis(nanos[0], 2)).isLessThan(MAX_MILLIS);
        assertThat(millis(nanos[1], 2)).isLessThan(MAX_MILLIS);
        assertThat(threads()).isLessThanOrEqualTo(threads);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        assertThat(heap() - heap).isLessThan(4 * MIB);
    }

    /** Starts and closes that many servers, each with a client on a WebSocket and one whose GET waits. */
    private static long[][] cycles(int count) throws Exception {
        long[] starts = new long[count];
        long[] closes = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            TestServer server = TestServer.builder().build().start();
            starts[i] = System.nanoTime() - begin;
            try (Socket polling = poll(server.port());
                    Socket webSocket = join(server.port())) { // by then the GET has arrived
                Thread answering = new Thread(() -> answerClose(webSocket));
                answering.start();
                long end = System.nanoTime();
                server.close();
                closes[i] = System.nanoTime() - end;
                answering.join();
                assertThat(polling.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
        return new long[][] {starts, closes};
    }

    /** Answers the server's close frame, as every client does. */
    private static void answerClose(Socket webSocket) {
        try {
            skipFrame(webSocket.getInputStream());
            webSocket.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0});
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens a session on polling, and sends a GET for which there is no answer yet. */
    private static Socket poll(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String get = "GET /socket.io/?EIO=4&transport=polling%s HTTP/1.1\r\nhost: a\r\n\r\n";
        socket.getOutputStream().write(get.formatted("").getBytes(UTF_8));
        int length = 0;
        InputStream in = socket.getInputStream();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("content-length:")) {
                length = Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        String sid = PlainClient.sid(new String(in.readNBytes(length), UTF_8));
        socket.getOutputStream().write(get.formatted("&sid=" + sid).getBytes(UTF_8));
        return socket;
    }

    /** @param part 1 for the largest of them, 2 for the median */
    private static double millis(long[] nanos, int part) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / part - (part == 1 ? 1 : 0)] / 1e6;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("curlew-testserver"))
                .count();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thousandsOfConnectionsAreLight() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleServer.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            int port = Integer.parseInt(said.readLine());
            clients.add(join(port));
            long before = ask(process, said);
            while (clients.size() <= CONNECTIONS) {
                clients.add(join(port));
            }
            long growth = ask(process, said) - before;
            System.out.printf(
                    "%d idle connections: %.1f MiB more resident (%.1f KiB each), before %.1f MiB%n",
                    CONNECTIONS, growth / 1024.0, (double) growth / CONNECTIONS, before / 1024.0);
            assertThat(growth).isLessThan(MAX_GROWTH_KIB);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            process.destroy();
            process.waitFor();
        }
    }

    private static long ask(Process process, BufferedReader said) throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Long.parseLong(said.readLine());
    }

    /** Joins over a WebSocket, with as little as a client can have. */
    private static Socket join(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        out.write(HANDSHAKE.getBytes(UTF_8));
        while (!line(in).isEmpty()) {
            // the head of the answer
        }
        skipFrame(in);
        out.write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'});
        skipFrame(in);
        return socket;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Reads a short frame, of the server's. */
    private static void skipFrame(InputStream in) throws IOException {
        byte[] head = in.readNBytes(2);
        int length = head[1] == 126 ? new BigInteger(1, in.readNBytes(2)).intValue() : head[1];
        byte[] unused = in.readNBytes(length);
    }
}
