package io.curlew.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server in a process of its own: prints its port, and for each line on stdin how much memory the process has. */
final class IdleServer {
    private IdleServer() {}

    public static void main(String[] args) throws IOException {
        try (TestServer server = TestServer.builder().build().start()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                System.gc();
                System.out.println(residentKib());
            }
        }
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
