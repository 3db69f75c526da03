package io.curlew.testserver.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

class TestServerExtensionIT {
    private static final String[] PARALLEL = {
        "junit.jupiter.execution.parallel.enabled=true",
        "junit.jupiter.execution.parallel.config.strategy=fixed",
        "junit.jupiter.execution.parallel.config.fixed.parallelism=2"
    };

    @BeforeEach
    void forget() {
        Samples.SERVERS.clear();
        Samples.LEFT_OPEN.clear();
    }

    @AfterEach
    void close() {
        Samples.LEFT_OPEN.forEach(SocketIoClient::close);
        assertThat(Samples.SERVERS).as("closed afterwards").allSatisfy(TestServerExtensionIT::isClosed);
    }

    private static void isClosed(TestServer server) {
        assertThatIllegalStateException().isThrownBy(server::start).withMessage("The server was closed");
    }

    @Test
    void eachTestGetsAFreshServerAsParameter() {
        SampleRun run = SampleRun.of(Samples.Parameters.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.passed()).hasSize(3);
        assertThat(Samples.SERVERS).hasSize(3).doesNotHaveDuplicates();
        assertThat(run.printed()).doesNotContain("What happened");
    }

    @Test
    void anExtensionInAFieldSaysHowTheServerIs() {
        SampleRun run = SampleRun.of(Samples.FieldOfInstance.class);
        assertThat(run.failures()).isEmpty();
        assertThat(Samples.SERVERS).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void allTestsOfAClassMayShareAServer() {
        SampleRun run = SampleRun.of(Samples.PerClass.class);
        assertThat(run.failures()).isEmpty();
        assertThat(Samples.SERVERS).hasSize(3);
        assertThat(new HashSet<>(Samples.SERVERS)).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(Samples.PerClass.CURLEW::server)
                .withMessageStartingWith("There is no server");
    }

    @Test
    void anInstanceForAllTestsMayHaveTheServerOfTheClass() {
        SampleRun run = SampleRun.of(Samples.OneInstance.class);
        assertThat(run.failures()).isEmpty();
        assertThat(new HashSet<>(Samples.SERVERS)).hasSize(1);
    }

    @Test
    void testsThatRunAtOnceHaveAServerEach() {
        Samples.AtOnce.both = new CountDownLatch(2);
        SampleRun run = SampleRun.of(Samples.AtOnce.class, PARALLEL);
        assertThat(Samples.SERVERS).hasSize(2).doesNotHaveDuplicates();
        assertThat(run.failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("2 tests run at once, each with its own server: take it as a parameter"));
    }

    @Test
    void aTestThatFailsShowsWhatHappenedOnItsServer() {
        SampleRun run = SampleRun.of(Samples.Failing.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).hasMessage("The shop is closed").hasNoSuppressedExceptions());
        assertThat(run.passed()).containsExactly("passes(TestServer)");
        assertThat(run.printed())
                .containsOnlyOnce("What happened on its server:")
                .contains("byItself(TestServer) failed.", "join      / as ");
    }

    @Test
    void whatAFailedWaitSaysIsNotPrintedAgainButWhatHappenedOnAnotherServerIs() {
        SampleRun run = SampleRun.of(Samples.FailingWait.class);
        assertThat(run.failures())
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .hasStackTraceContaining("No client that joins / within 1 ms. What happened:\n"));
        assertThat(run.printed())
                .contains("onAnother(TestServer) failed. What happened on its server:")
                .containsOnlyOnce("What happened on its server:");
    }

    @Test
    void whatAHandlerThrowsFailsTheTest() {
        SampleRun run = SampleRun.of(Samples.ThrowingHandler.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessage("A handler of the test server threw")
                        .hasRootCauseMessage("a bug in a handler"));
        assertThat(run.printed()).contains("What happened on its server:", "failed    java.lang.IllegalStateException");
    }

    @Test
    void connectionsThatStayOpenFailTheTestWhenAsked() {
        SampleRun run = SampleRun.of(Samples.LeavingConnectionsOpen.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageStartingWith("Connections are still open: #1, ")
                        .hasMessageContaining("from /127.0.0.1:"));
        assertThat(run.printed()).contains("What happened on its server:");
    }

    @Test
    void anAbortedTestMayLeaveConnectionsOpen() {
        SampleRun run = SampleRun.of(Samples.AbortedWithConnectionsOpen.class);
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void aClassWithATestThatFailedMayLeaveConnectionsOpen() {
        SampleRun run = SampleRun.of(Samples.FailingPerClassWithConnectionsOpen.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("The only failure"));
    }

    @Test
    void theTranscriptTellsOfTheConstructorToo() {
        SampleRun run = SampleRun.of(Samples.ConnectingInItsConstructor.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure).as("both set-ups are done").hasMessage("after all"));
        assertThat(run.printed()).contains("#1  join      / as ", "#2  join      /second as ");
    }

    @Test
    void connectionsOfAClassMayStayOpenUntilItsEnd() {
        SampleRun run = SampleRun.of(Samples.ClassLeavingConnectionsOpen.class);
        assertThat(run.passed()).containsExactly("forgets(TestServer)");
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageStartingWith("Connections are still open: #1, "));
    }

    @Test
    void theTranscriptIsThatOfTheTest() {
        SampleRun run = SampleRun.of(Samples.FailingPerClass.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("The second test"));
        assertThat(run.printed()).contains("GET /second").doesNotContain("GET /first");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(SampleRun.of(Samples.BeforeAllWithoutPerClass.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("use an extension with perClass()"));
        assertThat(SampleRun.of(Samples.PerClassOfInstance.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContaining("needs an extension in a static field"));
    }

    @Test
    void aServerWhoseSetUpFailsIsClosed() {
        assertThat(SampleRun.of(Samples.FailingSetUp.class).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("a bug in the set-up"));
        assertThat(Samples.SERVERS).hasSize(1);
    }
}
