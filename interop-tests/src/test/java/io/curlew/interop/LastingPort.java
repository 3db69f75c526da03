package io.curlew.interop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that close and come back. The system hands none of these out by itself, so no other server and no
 * connection takes one in the meantime.
 */
public final class LastingPort {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private LastingPort() {}

    /** Returns one that is free now, and that this JVM has not asked for in a long time. */
    public static int next() {
        for (int tries = 0; tries < 100; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + FIRST + " on");
    }

    /** Asks without listening there: a process that is started meanwhile would hold the port for a moment longer. */
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
