package io.curlew.socketio.protocol;

/**
 * A thread's buffer to encode in. One that is in use (an application's getter, called while its object is written, may
 * emit) is not given out again: the inner call gets a new one.
 */
final class Scratch {
    private static final int CAPACITY = 512;
    private static final int MAX_KEPT = 64 * 1024;
    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    private ByteSink sink = new ByteSink(CAPACITY);
    private boolean taken;

    private Scratch() {}

    static Scratch take() {
        Scratch mine = MINE.get();
        Scratch free = mine.taken ? new Scratch() : mine;
        free.taken = true;
        return free;
    }

    ByteSink sink() {
        return sink;
    }

    void giveBack() {
        if (sink.capacity() > MAX_KEPT) {
            sink = new ByteSink(CAPACITY);
        }
        sink.clear();
        taken = false;
    }
}
