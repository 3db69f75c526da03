package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The cases of the public test suites pass 20 times in a row: what depends on luck would fail in one of the runs. Only
 * with {@code -Pthorough}, which prints how long a run takes; the ordinary build runs the cases once.
 */
@Isolated
@EnabledIfSystemProperty(named = "curlew.thorough", matches = "true")
class RepeatedCasesIT {
    private static final int RUNS = 20;
    private static final int CASES = 25 + 32;

    @Test
    void twentyRunsInARowPass() {
        List<Long> millis = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long before = System.nanoTime();
            TestExecutionSummary summary = run();
            millis.add(Duration.ofNanos(System.nanoTime() - before).toMillis());
            assertThat(summary.getFailures())
                    .as("run %s", run)
                    .map(TestExecutionSummary.Failure::getException)
                    .isEmpty();
            assertThat(summary.getTestsSucceededCount()).as("run %s", run).isEqualTo(CASES);
        }
        System.out.printf(
                Locale.ROOT,
                "%d runs of %d cases in a row: %d to %d ms each%n",
                RUNS,
                CASES,
                millis.stream().min(Long::compare).orElseThrow(),
                millis.stream().max(Long::compare).orElseThrow());
    }

    private static TestExecutionSummary run() {
        LauncherDiscoveryRequest cases = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(EngineCasesIT.class), selectClass(SocketCasesIT.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(cases, listener);
        return listener.getSummary();
    }
}
