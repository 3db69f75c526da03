package io.curlew.testsupport;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Ends a JVM whose tests outlive the limit in {@code curlew.fork.limit} (seconds), and says first what each thread is
 * doing. The timeouts of single tests do not cover everything: extensions, static initialisers, a JVM out of memory.
 */
public final class ForkLimit implements LauncherSessionListener {
    static final int EXIT_CODE = 86;

    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("curlew.fork.limit", 300));

    private final CountDownLatch done = new CountDownLatch(1);

    /** Called by the JUnit Platform. */
    public ForkLimit() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        start();
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        done.countDown();
    }

    void start() {
        Thread watch = new Thread(this::watch, "fork-limit");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            if (!done.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                printStacks();
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Past what captures the output of tests, which could be what hangs. */
    private static void printStacks() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        err.println("The tests of this JVM have run for more than " + LIMIT.toSeconds()
                + " s (-Dtest.fork.limit): it ends now. Its threads:");
        err.println(stacks());
    }

    private static String stacks() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "threadPrint",
                            new Object[] {new String[] {"-l"}},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            return Thread.getAllStackTraces().toString();
        }
    }
}
