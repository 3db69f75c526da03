package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
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

    private void add(String... items) {
        for (String item : items) {
            inbox.add(item, () -> told.add("taken " + item));
        }
    }
}
