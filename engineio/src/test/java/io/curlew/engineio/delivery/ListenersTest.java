package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.loop.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Those present when something happens are called; changes count from the next time on. */
@Tag("F28")
class ListenersTest {
    private final Listeners<String> listeners = new Listeners<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();

    @Test
    void theyAreCalledInTheOrderInWhichTheyCame() {
        Subscription first = listeners.add(text -> heard.add("1" + text));
        Subscription second = listeners.add(text -> heard.add("2" + text));
        call("a");
        assertThat(heard).containsExactly("1a", "2a");
        first.remove();
        second.remove();
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void whatWasClearedStaysAwayWhileOthersComeAndGo() {
        EightThreads.run(2, thread -> {
            for (int i = 0; i < 20_000; i++) {
                if (thread == 0) {
                    Subscription kept = listeners.add(text -> heard.add("cleared"));
                    listeners.clear();
                    assertThat(listeners.all()).doesNotContain(kept);
                } else {
                    listeners.add(text -> {}).remove();
                }
            }
        });
    }

    @Test
    void oneMayBeCalledOnceOnlyAndOneBeforeAllOthers() {
        subscriptions.add(listeners.addOnce(text -> heard.add("once " + text)));
        subscriptions.add(listeners.prepend(text -> heard.add("first " + text)));
        call("a");
        call("b");
        assertThat(heard).containsExactly("first a", "once a", "first b");
    }

    @Test
    void thoseOfAnotherListAreAddedAsTheyAre() {
        subscriptions.add(listeners.addOnce(text -> heard.add("once " + text)));
        Listeners<String> copy = new Listeners<>();
        copy.addAll(listeners);
        copy.call("a", thrown -> {});
        copy.call("b", thrown -> {});
        assertThat(heard).containsExactly("once a");
        assertThat(listeners.isEmpty()).isFalse();
    }

    @Test
    void whenTheLastIsGoneThatIsTold() {
        Listeners<String> telling = new Listeners<>() {
            @Override
            protected void emptied() {
                heard.add("emptied");
            }
        };
        Subscription first = telling.add(text -> {});
        Subscription second = telling.add(text -> {});
        first.remove();
        first.remove();
        assertThat(heard).isEmpty();
        second.remove();
        assertThat(heard).containsExactly("emptied");
    }

    @Test
    void oneThatRemovesItselfIsCalledOnce() {
        AtomicReference<Subscription> self = new AtomicReference<>(() -> {});
        self.set(listeners.add(text -> {
            heard.add("once " + text);
            self.getAndSet(() -> {}).remove();
        }));
        call("a");
        call("b");
        assertThat(heard).containsExactly("once a");
    }

    @Test
    void oneThatRemovesAllOthersDoesSoFromTheNextTimeOn() {
        List<Subscription> all = new ArrayList<>();
        all.add(listeners.add(text -> {
            heard.add("first " + text);
            all.forEach(Subscription::remove);
        }));
        all.add(listeners.add(text -> heard.add("second " + text)));
        call("a");
        call("b");
        assertThat(heard).containsExactly("first a", "second a");
    }

    @Test
    void oneThatAddsAnotherDoesSoFromTheNextTimeOn() {
        Subscription first = listeners.add(text -> {
            heard.add("first " + text);
            subscriptions.add(listeners.add(later -> heard.add("added " + later)));
        });
        call("a");
        assertThat(heard).containsExactly("first a");
        call("b");
        assertThat(heard).containsExactly("first a", "first b", "added b");
        first.remove();
        subscriptions.forEach(Subscription::remove);
        assertThat(listeners.isEmpty()).isTrue();
    }

    @Test
    void whatIsToBeToldLaterIsForThoseWhoWerePresentAndStillAre() {
        subscriptions.add(listeners.add(text -> heard.add("stays " + text)));
        subscriptions.add(listeners.addOnce(text -> heard.add("once " + text)));
        Subscription leaves = listeners.add(text -> heard.add("leaves " + text));
        Runnable first = listeners.calling("a", thrown -> heard.add("thrown"));
        Runnable second = listeners.calling("b", thrown -> heard.add("thrown"));
        leaves.remove();
        subscriptions.add(listeners.add(text -> heard.add("late " + text)));
        first.run();
        second.run();
        assertThat(heard).containsExactly("stays a", "once a", "stays b");
    }

    @Test
    void oneThatWasAddedTwiceIsCalledTwiceAndRemovedOneByOne() {
        Consumer<String> twice = heard::add;
        Subscription first = listeners.add(twice);
        var unused = listeners.add(twice);
        call("a");
        first.remove();
        first.remove();
        call("b");
        assertThat(heard).containsExactly("a", "a", "b");
    }

    private void call(String text) {
        listeners.call(text, thrown -> heard.add("thrown"));
    }

    @Test
    void aSubscriptionSaysWhetherItWasRemoved() {
        Subscription added = new Listeners<String>().add(value -> {});
        assertThat(added).hasToString("subscription");
        added.remove();
        assertThat(added).hasToString("subscription, removed");
    }
}
