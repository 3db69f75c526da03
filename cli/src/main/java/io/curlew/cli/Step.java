package io.curlew.cli;

import java.util.Objects;

/**
 * One thing that the demo shows.
 *
 * @param name what it is called
 * @param action what does and checks it
 */
record Step(String name, Action action) {

    /** Does something and checks what came of it. */
    interface Action {
        /**
         * Waits as long as it takes: whoever runs a step sees to its deadline.
         *
         * @return what was seen, in a few words
         * @throws Mismatch when something else was seen than expected
         */
        String run() throws Exception;
    }

    /** Something other than the expected happened. */
    static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final String expected;
        private final String happened;

        Mismatch(String expected, String happened) {
            super("expected " + expected + ", but " + happened);
            this.expected = expected;
            this.happened = happened;
        }

        String expected() {
            return expected;
        }

        String happened() {
            return happened;
        }
    }

    /** Checks that two values are the same, arrays by what is in them. */
    static void check(String what, Object expected, Object actual) throws Mismatch {
        if (!Objects.deepEquals(expected, actual)) {
            throw new Mismatch(what + " " + JsonText.of(expected), what + " " + JsonText.of(actual));
        }
    }
}
