package io.curlew.kafka;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for programs that have to be told theirs, and for servers that come back. The system hands none of these out by
 * itself.
 */
final class FreePort {
    private static final int FIRST = 12_000;
    private static final int COUNT = 7_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /** Returns one on which nobody listens. */
    static int next() {
        for (int tries = 0; tries < 100; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " on");
    }

    private static boolean isFree(int port) {
        try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (ConnectException nobodyListens) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }
}
