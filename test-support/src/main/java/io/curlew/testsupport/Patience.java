package io.curlew.testsupport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets tests wait for what comes as long as a machine takes that does much else besides: it is soon there on any other.
 */
public final class Patience implements LauncherSessionListener {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Called by the JUnit Platform. */
    public Patience() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LIMIT);
    }
}
