package io.curlew.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many clients that come back by themselves, each of which asks something whenever it is connected. */
final class Gathering {
    /** More at once would measure the server's backlog. */
    private static final int AT_ONCE = 50;

    private static final long PATIENCE_SECONDS = 60;

    private final Contestant contestant;
    private final Destination to;
    private final List<Client> clients = new ArrayList<>();
    private volatile CountDownLatch answered = new CountDownLatch(0);

    Gathering(Contestant contestant, Destination to) {
        this.contestant = contestant;
        this.to = to;
    }

    /** Connects until so many are. */
    void gather(int count) {
        while (clients.size() < count) {
            int now = Math.min(AT_ONCE, count - clients.size());
            answered = new CountDownLatch(now);
            for (int i = 0; i < now; i++) {
                clients.add(contestant.returning(to, () -> answered.countDown()));
            }
            await();
        }
        System.gc();
    }

    /** Has the server cut all connections, and waits until all clients have had an answer again. */
    void cut() {
        answered = new CountDownLatch(clients.size());
        clients.get(0).emit("byeall");
        await();
    }

    private void await() {
        try {
            if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(answered.getCount() + " did not connect");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
