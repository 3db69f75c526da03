package io.curlew.testserver.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A class of tests that was run by JUnit inside a test: what passed, what failed, and what was printed. */
final class SampleRun implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private String printed = "";

    /** Runs the tests of that class. */
    static SampleRun of(Class<?> sample, String... configuration) {
        SampleRun run = new SampleRun();
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            run.execute(sample, configuration);
        } finally {
            System.setErr(before);
        }
        run.printed = err.toString(UTF_8);
        return run;
    }

    private void execute(Class<?> sample, String... configuration) {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(sample));
        Arrays.stream(configuration)
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> request.configurationParameter(pair[0], pair[1]));
        launcher.execute(request.build(), this);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Optional<Throwable> thrown = result.getThrowable();
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failures.add(thrown.orElseThrow());
        } else if (test.isTest() && thrown.isEmpty()) {
            passed.add(test.getDisplayName());
        }
    }

    List<String> passed() {
        return passed;
    }

    /** Returns what made tests and classes fail. */
    List<Throwable> failures() {
        return failures;
    }

    /** Returns what was printed to standard error. */
    String printed() {
        return printed;
    }
}
