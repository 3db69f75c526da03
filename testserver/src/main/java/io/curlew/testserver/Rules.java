package io.curlew.testserver;

import io.curlew.testserver.Rule.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;

/** The rules of a server or a connection, each with its count. May be changed from any thread; asked on the loop. */
final class Rules {
    private final List<Counted> rules = new CopyOnWriteArrayList<>();
    private final ObjIntConsumer<Rule> whenFollowed;
    private final Optional<Rules> forAll;
    private final int connection;

    /** @param whenFollowed called each time that a rule is applied, with the connection; 0 for none */
    Rules(ObjIntConsumer<Rule> whenFollowed) {
        this(whenFollowed, Optional.empty(), 0);
    }

    private Rules(ObjIntConsumer<Rule> whenFollowed, Optional<Rules> forAll, int connection) {
        this.connection = connection;
        this.whenFollowed = whenFollowed;
        this.forAll = forAll;
    }

    /** Returns the rules of one connection, for which those of its server hold too. */
    Rules ofConnection(int number) {
        return new Rules(whenFollowed, Optional.of(this), number);
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
     * Those of the connection come before those of its server.
     */
    Optional<Rule> next(Subject subject) {
        Optional<Rule> rule = find(subject);
        if (rule.isPresent()) {
            whenFollowed.accept(rule.get(), connection);
        }
        return rule;
    }

    private Optional<Rule> find(Subject subject) {
        for (Counted counted : rules) { // not a stream: this is asked for each packet
            if (counted.isNext(subject)) {
                return Optional.of(counted.rule);
            }
        }
        return forAll.isPresent() ? forAll.get().find(subject) : Optional.empty();
    }

    /** Returns the rule for the next of the first kind, or else of the second. */
    Optional<Rule> next(Subject kind, Subject wider) {
        Optional<Rule> rule = next(kind);
        return rule.isPresent() ? rule : next(wider);
    }
}
