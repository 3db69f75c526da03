package io.curlew.testserver;

import io.curlew.testserver.JournalEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A record of what happened on a server, in order: requests, sessions, clients that joined, were refused and left,
 * events and answers in both directions, and exceptions from handlers. It contains packets of Engine.IO if
 * {@link TestServer.Builder#journalPackets} is set, and the bodies of its requests and answers if
 * {@link TestServer.Builder#journalBodies} is set. Safe for use by many threads.
 *
 * <p>It keeps the last 10 000 entries, or the number set with {@link TestServer.Builder#journal}, and fewer if they
 * take more than 16 MiB with everything that they refer to: arguments of events, headers and bodies of requests, auth
 * data. When there is no room, it forgets the oldest entry. As long as they make up more than a quarter of the entries
 * or of their bytes, it first forgets entries that no test can wait for: requests of Engine.IO, what the server sent,
 * and what a test has already waited for. Next are requests to routes, by the same rule.
 */
public final class Journal {
    /** The subject of what nobody waits for: an entry keeps no connection in memory for nothing. */
    static final Object NOTHING = "";

    /** What it takes at most, as the bytes of what it holds. */
    static final long MAX_BYTES = 16L * 1024 * 1024;

    /** Before everything. */
    static final Duration BEGINNING = Duration.ofNanos(-1);

    /** How many lines a transcript begins with that is cut. */
    private static final int FIRST_SHOWN = 20;
    /** How many things that handlers threw are kept; a stack trace is large. */
    private static final int MAX_FAILURES = 100;

    private final int maxEntries;
    private final long maxBytes;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final KeptEntries entries = new KeptEntries();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Throwable> unreported = new ArrayList<>();
    private long bytes;
    private long forgotten;
    /** When the last of what is forgotten has happened. */
    private Duration forgottenUntil = BEGINNING;

    private boolean closed;

    /** @param clock the time since the server was made, in nanoseconds */
    Journal(int maxEntries, long maxBytes, LongSupplier clock) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** Returns all entries, oldest first. */
    public List<JournalEntry> entries() {
        return locked(entries::inOrder);
    }

    /** Returns the HTTP requests that were answered, and those to routes that never will be, oldest first. */
    public List<RecordedRequest> requests() {
        return entries().stream()
                .map(JournalEntry::subject)
                .filter(RecordedRequest.class::isInstance)
                .map(RecordedRequest.class::cast)
                .toList();
    }

    /**
     * Returns the events that no handler of their name received and for which no test has waited; likewise the messages
     * of an {@link EngineTestServer}.
     */
    public List<JournalEntry> unhandledEvents() {
        return locked(() -> entries.inOrder().stream()
                .filter(entry -> (entry.kind() == Kind.EVENT || entry.kind() == Kind.MESSAGE) && entry.isUnhandled())
                .toList());
    }

    /** Returns the first 100 exceptions that handlers and middlewares threw, without refusals. */
    public List<Throwable> failures() {
        return locked(() -> List.copyOf(failures));
    }

    /** Returns how many entries the journal has forgotten for lack of room. */
    public long forgotten() {
        return locked(() -> forgotten);
    }

    /**
     * Returns all entries as text, one per line. Text from clients is escaped and shortened; the transcript contains no
     * credentials, unless they are arguments of events.
     */
    public String transcript() {
        return transcript(BEGINNING, Integer.MAX_VALUE);
    }

    /**
     * Returns the entries after a time, like {@link #transcript()}, but at most {@code atMost} of them: the first 20,
     * or a fifth if that is less, and the last ones. A line more says that some are forgotten.
     *
     * @param after a time as returned by {@link JournalEntry#at}
     * @throws IllegalArgumentException if {@code atMost} is less than 1
     */
    public String transcript(Duration after, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("A transcript has at least 1 line, not " + atMost);
        }
        List<JournalEntry> all = entries().stream()
                .filter(entry -> entry.at().compareTo(after) > 0)
                .toList();
        int left = Math.max(0, all.size() - atMost);
        int first = left == 0 ? 0 : Math.min(FIRST_SHOWN, atMost / 5);
        return whatIsMissing(after)
                + lines(all.subList(0, first))
                + gap(left, "between")
                + lines(all.subList(first + left, all.size()));
    }

    /** Says that entries after that moment are forgotten; how many of all that are it doesn't know. */
    private String whatIsMissing(Duration after) {
        return locked(() -> {
            if (after.equals(BEGINNING)) {
                return gap(forgotten, "before");
            }
            return forgottenUntil.compareTo(after) > 0
                    ? "  ... some of the " + forgotten + " entries that the journal has forgotten\n"
                    : "";
        });
    }

    private static String gap(long entries, String where) {
        return entries == 0 ? "" : "  ... " + entries + " entries " + where + "\n";
    }

    private static String lines(List<JournalEntry> entries) {
        return entries.stream().map(entry -> entry + "\n").collect(Collectors.joining());
    }

    /** Something has happened. Who waits for it goes on. */
    void record(Kind kind, int connection, Object subject, long held, Supplier<String> text) {
        change(() -> add(entry(kind, connection, subject, held, Optional.empty(), text)));
    }

    /**
     * Something has happened about which handlers are called next. Who waits for it goes on at its {@link #end}, so
     * that a test finds what the handlers did.
     *
     * @param shared what the subject keeps in memory together with those of other entries
     */
    JournalEntry begin(
            Kind kind, int connection, Object subject, long held, SharedMemory shared, Supplier<String> text) {
        return locked(() -> {
            JournalEntry entry = entry(kind, connection, subject, held, Optional.of(shared), text);
            entry.begin();
            add(entry);
            return entry;
        });
    }

    private JournalEntry entry(
            Kind kind,
            int connection,
            Object subject,
            long held,
            Optional<SharedMemory> shared,
            Supplier<String> text) {
        return new JournalEntry(Duration.ofNanos(clock.getAsLong()), kind, connection, subject, held, shared, text);
    }

    private void add(JournalEntry entry) {
        entries.add(entry);
        bytes += entry.keep();
        forgetWhatFindsNoRoom();
        changed.signalAll();
    }

    /** The handlers of what has happened have been called. */
    void end(JournalEntry entry) {
        change(entry::end);
    }

    /** A handler got what the entry is about. */
    void handled(JournalEntry entry) {
        change(entry::handle);
    }

    /** Something that a test may wait for has changed, and is in no entry. */
    void changed() {
        change(() -> {});
    }

    /** Something has happened for which nobody waits. */
    void note(Kind kind, int connection, String text) {
        record(kind, connection, NOTHING, Memory.of(text), () -> text);
    }

    /** A handler threw something. */
    void failed(Throwable thrown) {
        ServerLog.handlerThrew(thrown);
        change(() -> {
            addTo(failures, thrown);
            addTo(unreported, thrown);
        });
        note(Kind.FAILED, 0, thrown.getClass().getName()); // without the exception, whose size nobody knows
    }

    private static void addTo(List<Throwable> some, Throwable thrown) {
        if (some.size() < MAX_FAILURES) {
            some.add(thrown);
        }
    }

    /**
     * A rule was followed.
     *
     * @param connection for which connection, 0 for none
     */
    void followed(Rule rule, int connection) {
        record(Kind.RULE, connection, rule, 0, rule::toString);
    }

    /** Nothing more will happen. */
    void close() {
        change(() -> closed = true);
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    /** Returns the handlers' failures that were not reported yet, and counts them as reported. */
    List<Throwable> unreportedFailures() {
        return locked(() -> {
            List<Throwable> news = List.copyOf(unreported);
            unreported.clear();
            return news;
        });
    }

    /**
     * Takes the first entry that is wanted and that nobody took.
     *
     * @param evenRunning whether it may be one whose handlers have not all been called yet
     */
    <T> Optional<T> take(Wanted<T> wanted, boolean evenRunning) {
        return locked(() -> entries.take(entry -> (evenRunning || !entry.isRunning()) && wanted.fits(entry)))
                .map(entry -> wanted.type().cast(entry.subject()));
    }

    /** Returns whether one that is wanted has handlers that have not all been called yet. */
    boolean isRunning(Wanted<?> wanted) {
        return locked(() -> entries.isAwaited(entry -> entry.isRunning() && wanted.fits(entry)));
    }

    /** Returns what a failure has to say about entries that are gone; nothing when there are none. */
    String whatIsForgotten() {
        long count = forgotten();
        return count == 0
                ? ""
                : "; the journal has forgotten " + count + " entries (limit " + maxEntries + ", or " + maxBytes
                        + " bytes: builder.journal)";
    }

    /** Waits, that long at most, until it is so; asks again whenever something has happened. */
    void await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long left = Times.nanos(atMost);
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void forgetWhatFindsNoRoom() {
        while (entries.size() > maxEntries || (bytes > maxBytes && entries.size() > 1)) {
            JournalEntry oldest = entries.removeOldest();
            bytes -= oldest.forget();
            forgotten++;
            forgottenUntil = oldest.at().compareTo(forgottenUntil) > 0 ? oldest.at() : forgottenUntil;
        }
    }

    /** Changes something, and wakes all who wait. */
    private void change(Runnable change) {
        locked(() -> {
            change.run();
            changed.signalAll();
            return NOTHING;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
