package io.curlew.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What the logs of a JVM warn of: buffers that nobody released, exceptions that nobody caught, handlers that threw. A
 * target would not see it otherwise, since whoever logs a failure has swallowed it.
 */
public final class Warnings extends OutputStream {
    /** As the simple logger writes it. What the client tells a program about its peer is no finding. */
    private static final Pattern FINDING = Pattern.compile("(?:WARN|ERROR) io\\.(?:netty|curlew\\.testserver)\\.");

    private static final int MAX_KEPT = 10_000;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    private Warnings() {}

    /** From now on listens to what is logged, by any thread. */
    public static Warnings listen() {
        Warnings warnings = new Warnings();
        System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
        return warnings;
    }

    @Override
    public synchronized void write(int b) {
        if (logged.size() < MAX_KEPT) {
            logged.write(b);
        }
    }

    /**
     * Fails when there were any since the last call.
     *
     * @throws AssertionError that quotes them
     */
    public synchronized void check() {
        String said = logged.toString(StandardCharsets.UTF_8);
        logged.reset();
        if (FINDING.matcher(said).find()) {
            before.println(said);
            throw new AssertionError("something was logged that should not have happened: " + said);
        }
    }
}
