package io.curlew.testsupport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that close and come back, and for programs that have to be told theirs. The system hands none of
 * these out by itself, so no other server and no connection takes one in the meantime. Each module has a range, since
 * the tests of several run side by side.
 */
public final class LastingPorts {
    public static final LastingPorts JMETER = new LastingPorts(10_000, 1_000);
    public static final LastingPorts TESTSERVER = new LastingPorts(11_000, 500);
    public static final LastingPorts EXAMPLES = new LastingPorts(11_500, 500);
    public static final LastingPorts KAFKA_CONNECT = new LastingPorts(12_000, 7_000);
    public static final LastingPorts CLI = new LastingPorts(19_000, 1_000);
    public static final LastingPorts INTEROP = new LastingPorts(20_000, 12_000);

    private static final int TRIES = 100;

    private final int first;
    private final int count;
    private final AtomicInteger next;

    /** @param first below those that the system hands out, as are all of the range */
    private LastingPorts(int first, int count) {
        this.first = first;
        this.count = count;
        this.next = new AtomicInteger(ThreadLocalRandom.current().nextInt(count));
    }

    /** Returns one that is free now, and that this JVM has not asked for in a long time. */
    public int next() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = first + Math.floorMod(next.getAndIncrement(), count);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free from " + first + " on");
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
