package io.curlew.interop;

import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this JVM at one moment. */
public record LiveThreads(Set<Thread> threads) {

    /** Returns those that live now. */
    public static LiveThreads now() {
        return new LiveThreads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /**
     * Returns the names of those that were not there before, but for those that carry the JVM's virtual threads: they
     * come and go as it likes.
     */
    public Set<String> addedSince(LiveThreads before) {
        return threads.stream()
                .filter(thread -> !before.threads.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool-"))
                .collect(Collectors.toSet());
    }
}
