package io.curlew.testserver;

import io.curlew.testserver.Rule.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** The rules of a server, each with its count. May be changed from any thread; asked on the loop. */
final class Rules {
    private final List<Counted> rules = new CopyOnWriteArrayList<>();
    private final Consumer<Rule> whenFollowed;

    /** @param whenFollowed hears of each time that a rule is followed */
    Rules(Consumer<Rule> whenFollowed) {
        this.whenFollowed = whenFollowed;
    }

    private static final class Counted {
        private final Rule rule;
        private final IntPredicate filter;
        private int asked;

        Counted(Rule rule) {
            this.rule = rule;
            this.filter = rule.newFilter();
        }

        boolean isNext(Subject subject) {
            return rule.subject() == subject && filter.test(asked++);
        }
    }

    void add(Rule rule) {
        rules.add(new Counted(rule));
    }

    void clear() {
        rules.clear();
    }

    /**
     * Returns the rule for the next of its kind: of several the first that was given, the others then not being asked.
     */
    Optional<Rule> next(Subject subject) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Optional<Rule> next = rules.stream()
                .filter(counted -> counted.isNext(subject))
                .map(counted -> counted.rule)
                .findFirst();
        next.ifPresent(whenFollowed);
        return next;
    }

    boolean drops(Subject subject) {
        return next(subject).isPresent();
    }
}
