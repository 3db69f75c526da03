package io.curlew.testserver;

import io.curlew.testserver.JournalEntry.Kind;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a test waits for.
 *
 * @param what its name in a failure: {@code event "order"}
 * @param whyNever returns why it can't arrive any more; empty while it can
 * @param <T> what entries of that kind are about
 */
record Wanted<T>(
        String what, Kind kind, Class<T> type, Predicate<? super T> matches, Supplier<Optional<String>> whyNever) {

    boolean fits(JournalEntry entry) {
        return entry.kind() == kind && type.isInstance(entry.subject()) && matches.test(type.cast(entry.subject()));
    }
}
