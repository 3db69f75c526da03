package io.curlew.testserver.junit;

import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.Journal;
import io.curlew.testserver.JournalEntry;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of a test or of a class. Closed by JUnit, as what is {@link AutoCloseable} in a store is. */
final class RunningServer implements AutoCloseable {
    /** How many lines of a transcript are printed: what fits on a few screens. */
    private static final int SHOWN = 200;
    /** How long clients may take to close: as long as a Curlew client's own {@code close()}. */
    private static final long CLOSE_SECONDS = 2;

    private final TestServer server;
    private final String owner;
    private final Consumer<RunningServer> whenClosed;

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

    /** Returns how much has happened so far: how many entries the journal has had. */
    long position() {
        Journal journal = server.journal();
        return journal.forgotten() + journal.entries().size();
    }

    /** Returns what has happened since that position, in words. */
    String happenedSince(long position) {
        List<JournalEntry> entries = server.journal().entries();
        long known = Math.max(0, position - server.journal().forgotten());
        List<JournalEntry> since = entries.subList((int) Math.min(known, entries.size()), entries.size());
        List<JournalEntry> last = since.subList(Math.max(0, since.size() - SHOWN), since.size());
        String left = last.size() == since.size() ? "" : "  ... " + (since.size() - last.size()) + " entries before\n";
        return "What happened on its server:\n" + left
                + last.stream().map(Object::toString).collect(Collectors.joining("\n"));
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
