package io.curlew.engineio.transport;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** In which order the addresses of a host are tried. */
final class AddressOrder {
    private AddressOrder() {}

    /**
     * Lets the two families take turns (RFC 8305, section 4), so that one that leads nowhere costs one attempt and not
     * all of its addresses. Which family begins, and the order within each, is the name service's: it knows the JVM's
     * preference.
     */
    static List<InetAddress> interleaved(List<InetAddress> found) {
        Queue<InetAddress> first = new ArrayDeque<>();
        Queue<InetAddress> second = new ArrayDeque<>();
        for (InetAddress address : found) {
            boolean likeTheFirst = address.getClass() == found.get(0).getClass();
            (likeTheFirst ? first : second).add(address);
        }
        List<InetAddress> order = new ArrayList<>(found.size());
        while (!first.isEmpty() || !second.isEmpty()) {
            takeOne(first, order);
            takeOne(second, order);
        }
        return order;
    }

    private static void takeOne(Queue<InetAddress> from, List<InetAddress> order) {
        InetAddress next = from.poll();
        if (next != null) {
            order.add(next);
        }
    }
}
