package io.curlew.testserver.junit;

import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.JournalEntry;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.WaitFailedError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of a test or of a class. Closed by JUnit, as what is {@link AutoCloseable} in a store is. */
final class RunningServer implements AutoCloseable {
    /** How many lines of a transcript are printed: what fits on a few screens. */
    private static final int SHOWN = 200;
    /** How long clients may take to close: as long as a Curlew client's own {@code close()}. */
    private static final long CLOSE_SECONDS = 2;

    /** How far a failure is searched: causes may go round in a circle. */
    private static final int MAX_CAUSES = 100;
    /** Before everything, what the constructor of the test did included. */
    static final Duration BEGINNING = Duration.ofNanos(-1);

    private final TestServer server;
    private final String owner;
    private final Consumer<RunningServer> whenClosed;
    private volatile boolean leftInTheMiddle;

    /** @param owner the unique id of the test or class whose server it is */
    RunningServer(TestServer server, String owner, Consumer<RunningServer> whenClosed) {
        this.server = server;
        this.owner = owner;
        this.whenClosed = whenClosed;
    }

    TestServer server() {
        return server;
    }

    boolean isOf(ExtensionContext context) {
        return owner.equals(context.getUniqueId());
    }

    /** A test was over before its end, by a failure or since it was aborted. */
    void wasLeftInTheMiddle() {
        leftInTheMiddle = true;
    }

    /** Returns whether a test that had this server was over before its end. */
    boolean isLeftInTheMiddle() {
        return leftInTheMiddle;
    }

    /** Returns when the last thing happened so far. */
    Duration lastMoment() {
        List<JournalEntry> entries = server.journal().entries();
        return entries.isEmpty() ? BEGINNING : entries.get(entries.size() - 1).at();
    }

    /** Prints what has happened after that moment, unless what the test threw says it already. */
    void printWhatHappened(String test, Duration after, Optional<Throwable> thrown) {
        // A failed wait shows a shared server from its beginning: perhaps nothing of this test.
        if (!after.equals(BEGINNING) || thrown.filter(this::tells).isEmpty()) {
            String happened = server.journal().transcript(after, SHOWN);
            System.err.println(test + " failed. What happened on its server:\n" + happened);
        }
    }

    private boolean tells(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(cause -> cause instanceof WaitFailedError wait && wait.journal() == server.journal());
    }

    /** Fails when there are connections that the clients don't close. */
    void expectNoOpenConnections() {
        await(CompletableFuture.allOf(
                server.connections().stream().map(RunningServer::end).toArray(CompletableFuture[]::new)));
        List<EngineConnection> open = server.connections();
        if (!open.isEmpty()) {
            throw new AssertionError("Connections are still open: "
                    + open.stream().map(RunningServer::describe).collect(Collectors.joining("; ")));
        }
    }

    private static CompletableFuture<?> end(EngineConnection connection) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        connection.onClose(end::complete);
        return end;
    }

    private static void await(CompletableFuture<?> ends) {
        try {
            Object unused = ends.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException late) {
            // the caller looks which are still open
        }
    }

    private static String describe(EngineConnection connection) {
        return "#" + connection.number() + ", from " + connection.request().remoteAddress();
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        server.close();
    }
}
