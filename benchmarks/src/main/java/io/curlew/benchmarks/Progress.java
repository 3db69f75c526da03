package io.curlew.benchmarks;

import java.time.Duration;

/** Tells on standard error how far a run is. */
final class Progress {
    private static final long START = System.nanoTime();

    private Progress() {}

    static void say(String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - START);
        System.err.printf("%2d:%02d %s%n", since.toMinutes(), since.toSecondsPart(), what);
    }
}
