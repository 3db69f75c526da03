package io.curlew.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What an {@link Adversary} does to one client: the pieces of an input in their order, each once, on whichever of the
 * client's connections asks first. How far the server behaves before decides how deep into the client they come.
 */
final class Play {
    /** How far the server behaves. */
    enum Depth {
        /** Not at all: the pieces are answers to requests. */
        NOWHERE,
        /** An Engine.IO session is open; the pieces are HTTP answers, or bytes of a WebSocket. */
        SESSION,
        /** The namespace is connected; the pieces are bodies, or messages of a WebSocket. */
        NAMESPACE
    }

    private static final byte[] OVER = {};
    /** A client that comes back is let down so often, and no more is learnt. */
    private static final int MAX_CONNECTIONS = 5;

    private final Depth depth;
    private final boolean upgrades;
    private final boolean resets;
    private final List<byte[]> pieces;
    private final CountDownLatch over = new CountDownLatch(1);
    private int next;
    private boolean joined;
    private int connections;

    Play(Depth depth, boolean upgrades, boolean resets, List<byte[]> pieces) {
        this.depth = depth;
        this.upgrades = upgrades;
        this.resets = resets;
        this.pieces = pieces;
    }

    boolean behavesUpTo(Depth wanted) {
        return depth.compareTo(wanted) >= 0;
    }

    boolean upgrades() {
        return upgrades;
    }

    /** Whether it ends connections with a reset. */
    boolean resets() {
        return resets;
    }

    synchronized boolean hasMore() {
        return next < pieces.size();
    }

    /** Returns the next piece; nothing when they are over. */
    synchronized byte[] take() {
        byte[] piece = next < pieces.size() ? pieces.get(next++) : OVER;
        if (next == pieces.size()) {
            over.countDown();
        }
        return piece;
    }

    /** Returns whether the namespace's answer is still to be given. */
    synchronized boolean join() {
        boolean first = !joined && behavesUpTo(Depth.NAMESPACE);
        joined = true;
        return first;
    }

    synchronized void connected() {
        connections++;
    }

    /** Returns how many there were so far. */
    synchronized int connections() {
        return connections;
    }

    synchronized boolean hasSeenEnough() {
        return connections >= MAX_CONNECTIONS;
    }

    /** A connection has ended early: what was meant for it never comes. */
    void end() {
        over.countDown();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** A first byte of 0 makes a message binary. */
    static boolean isBinary(byte[] piece) {
        return piece.length > 0 && piece[0] == 0;
    }

    static byte[] withoutFirst(byte[] piece) {
        return Arrays.copyOfRange(piece, 1, piece.length);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
