package io.curlew.interop.emitter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis is sent, as {@code MONITOR} shows it: every byte of every argument. */
final class Monitor implements AutoCloseable {
    private static final Pattern EMITTED =
            Pattern.compile("\\+[0-9.]+ \\[[^]]*] \"(?i:(PUBLISH|SPUBLISH|XADD))\" (.*)");
    private static final String END = "\"end of this part\" \"\"";

    private final Socket socket;
    private final BufferedReader lines;

    Monitor(RedisServer redis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        socket.setSoTimeout(30_000);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        socket.getOutputStream().write("MONITOR\r\n".getBytes(ISO_8859_1));
        lines.readLine();
    }

    /** Returns what was emitted since the last time. */
    List<String> emitted(RedisServer redis) throws IOException {
        try (Socket other = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            other.getOutputStream().write(("PUBLISH " + END + "\r\n").getBytes(ISO_8859_1));
            List<String> emitted = new ArrayList<>();
            while (true) {
                Matcher command = EMITTED.matcher(lines.readLine());
                if (command.matches() && command.group(2).equals(END)) {
                    return emitted;
                } else if (command.matches()) {
                    emitted.add(command.group(1).toUpperCase(java.util.Locale.ROOT) + " " + command.group(2));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
