package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Inbox<String> inbox = new Inbox<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void itemsAreTakenInOrderAndEachIsToldWhenItIs() throws Exception {
        inbox.open();
        add("a", "b");
        assertThat(told).isEmpty();
        assertThat(inbox.poll()).contains("a");
        assertThat(told).containsExactly("taken a");
        assertThat(inbox.take(AT_ONCE)).contains("b");
        assertThat(inbox.take(AT_ONCE)).isEmpty();
        assertThat(told).containsExactly("taken a", "taken b");
    }

    @Test
    void withoutAReaderNothingIsKept() {
        add("a");
        assertThat(told).containsExactly("taken a");
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void whatTheLastReaderLeavesIsGone() {
        inbox.open();
        inbox.open();
        add("a");
        inbox.leave();
        assertThat(told).isEmpty();
        inbox.leave();
        assertThat(told).containsExactly("taken a");
        assertThat(inbox.poll()).isEmpty();
    }

    @Test
    void itIsOverWhenItHasEndedAndAllIsTaken() throws Exception {
        inbox.open();
        add("a");
        inbox.end();
        assertThat(inbox.isOver()).isFalse();
        assertThat(inbox.take(AT_ONCE)).contains("a");
        assertThat(inbox.isOver()).isTrue();
        assertThat(inbox.take(AT_ONCE)).isEmpty();
        inbox.reopen();
        assertThat(inbox.isOver()).isFalse();
    }

    @Test
    void theEndIsToldToAllWhoWait() {
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(
                    CompletableFuture.supplyAsync(() -> Waiting.forItem(inbox).isPresent()));
        }
        inbox.end();
        waiting.forEach(each -> assertThat(Wait.forResult(each)).isFalse());
    }

    @Test
    void whoWatchesHearsOfItemsAndOfTheEndUntilRemoved() {
        var first = inbox.watch(() -> told.add("first"));
        var second = inbox.watch(() -> told.add("second"));
        inbox.add("a", () -> {});
        first.remove();
        inbox.end();
        assertThat(told).containsExactly("first", "second", "second");
        second.remove();
    }

    @Test
    void anIterationEndsWithTheInbox() {
        inbox.open();
        add("a", "b");
        inbox.end();
        InboxIterator<String> items = new InboxIterator<>(inbox, "It is over");
        assertThat(items).toIterable().containsExactly("a", "b");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(items::next)
                .withMessage("It is over");
    }

    /** Between a reader's look at the items and its sleep. */
    @Test
    void anItemThatComesWhileAReaderFallsAsleepWakesIt() throws Exception {
        Hooked hooked = new Hooked();
        Inbox<String> watched = new Inbox<>(hooked);
        watched.open();
        CompletableFuture<Void> added = new CompletableFuture<>();
        hooked.afterLooks = List.of(() -> {}, () -> {
            Thread loop = new Thread(() -> {
                watched.add("a", () -> {});
                added.complete(null);
            });
            loop.start();
            // It sees that somebody sleeps, and needs the lock of that reader, or it would be through.
            Wait.until(() -> assertThat(loop.getState()).isEqualTo(Thread.State.WAITING));
        });
        assertThat(watched.take(Duration.ofSeconds(30))).contains("a");
        assertThat(Wait.forResult(added)).isNull();
        assertThat(hooked.afterLooks).isEmpty();
    }

    @Test
    void anItemThatComesBeforeAReaderSaysThatItSleepsIsSeenByIt() throws Exception {
        Hooked hooked = new Hooked();
        Inbox<String> watched = new Inbox<>(hooked);
        watched.open();
        hooked.afterLooks = List.of(() -> {
            Thread loop = new Thread(() -> watched.add("a", () -> {}));
            loop.start();
            Wait.until(() -> assertThat(loop.getState()).isEqualTo(Thread.State.TERMINATED));
        });
        assertThat(watched.take(Duration.ofSeconds(30))).contains("a");
    }

    @Test
    void anItemIsNotKeptWhoseLastReaderLeavesJustBeforeItIsThere() {
        Hooked hooked = new Hooked();
        Inbox<String> watched = new Inbox<>(hooked);
        watched.open();
        hooked.beforeAdding = watched::leave;
        watched.add("a", () -> told.add("taken a"));
        assertThat(told).containsExactly("taken a");
        assertThat(hooked).isEmpty();
    }

    /** Lets a test do something at the places where two threads can meet. */
    private static final class Hooked extends ConcurrentLinkedQueue<Inbox.Entry<String>> {
        private static final long serialVersionUID = 1L;

        transient List<Runnable> afterLooks = List.of();
        transient Runnable beforeAdding = () -> {};

        @Override
        public boolean add(Inbox.Entry<String> entry) {
            beforeAdding.run();
            return super.add(entry);
        }

        @Override
        public boolean isEmpty() {
            boolean seen = super.isEmpty();
            if (!afterLooks.isEmpty()) {
                Runnable next = afterLooks.get(0);
                afterLooks = afterLooks.subList(1, afterLooks.size());
                next.run();
            }
            return seen;
        }
    }

    @Test
    void aReaderThatKeepsFallingAsleepMissesNothing() throws Exception {
        int count = 20_000;
        inbox.open();
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            int next = 0;
            while (next < count && Waiting.forItem(inbox).orElseThrow().equals(Integer.toString(next))) {
                next++;
            }
            return next;
        });
        for (int i = 0; i < count; i++) {
            inbox.add(Integer.toString(i), () -> {});
            if (i % 4 == 0) {
                LockSupport.parkNanos(1); // or the reader would never catch up, and so never sleep
            }
        }
        assertThat(Wait.forResult(read)).isEqualTo(count);
    }

    @Test
    void manyReadersShareTheItemsAndMissNone() throws Exception {
        int count = 20_000;
        AtomicInteger taken = new AtomicInteger();
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inbox.open();
            readers.add(CompletableFuture.supplyAsync(() -> {
                int mine = 0;
                while (Waiting.forItem(inbox).isPresent()) {
                    mine++;
                }
                return mine;
            }));
        }
        for (int i = 0; i < count; i++) {
            inbox.add("x", taken::incrementAndGet);
            if (i % 4 == 0) {
                LockSupport.parkNanos(1);
            }
        }
        inbox.end();
        int sum = 0;
        for (CompletableFuture<Integer> reader : readers) {
            sum += Wait.forResult(reader);
        }
        assertThat(sum).isEqualTo(count);
        assertThat(taken).hasValue(count);
    }

    private void add(String... items) {
        for (String item : items) {
            inbox.add(item, () -> told.add("taken " + item));
        }
    }
}
