package io.curlew.kafka;

import java.io.IOException;

/** Programs of this machine. */
final class Processes {
    private Processes() {}

    /** Returns whether a program can be started; with {@code CI=true} it has to be, and tests fail where it can't. */
    static boolean canStart(String... command) {
        try {
            boolean ended = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            return ended || mustBeThere(command[0]);
        } catch (IOException notThere) {
            return mustBeThere(command[0]);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean mustBeThere(String program) {
        boolean must = "true".equals(System.getenv("CI"));
        if (!must) {
            System.err.println("Kafka Connect: " + program + " is not on the PATH, so the tests with it are skipped");
        }
        return must;
    }
}
