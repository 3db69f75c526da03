package io.curlew.testserver;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** One entry of a server's {@link Journal}. */
public final class JournalEntry {
    /** What an entry takes, beside what it tells of; estimated from its fields. */
    private static final int OVERHEAD = 256;

    /** What has happened. */
    public enum Kind {
        /** An HTTP request of Engine.IO, or to its path, was answered. */
        REQUEST("http"),
        /** An HTTP request outside Socket.IO was answered, or never will be: see {@link TestServer#route}. */
        ROUTE("http"),
        /** An Engine.IO session was opened. */
        OPENED("open"),
        /** A session was upgraded from polling to WebSocket. */
        UPGRADED("upgrade"),
        /** An Engine.IO session ended. */
        CLOSED("close"),
        /** A client joined a namespace. */
        JOINED("join"),
        /** A namespace refused a client. */
        REFUSED("refuse"),
        /** A client left a namespace, or the server disconnected it from there. */
        LEFT("leave"),
        /** An event arrived. */
        EVENT("event <-"),
        /** A message arrived at an {@link EngineTestServer}. */
        MESSAGE("msg <-"),
        /** An answer to an event of the server arrived. */
        ACK("ack <-"),
        /** The server sent an event or an answer; an {@link EngineTestServer}, a message. */
        SENT("sent ->"),
        /** The server dropped a volatile event. */
        DROPPED("dropped"),
        /** An Engine.IO packet arrived: see {@link TestServer.Builder#journalPackets}. */
        PACKET_RECEIVED("eio <-"),
        /** An Engine.IO packet was sent, or what a rule replaced it with. */
        PACKET_SENT("eio ->"),
        /** A rule was applied. */
        RULE("rule"),
        /** A handler or a middleware threw an exception. */
        FAILED("failed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** What a test can wait for. */
    private static final Set<Kind> AWAITED =
            EnumSet.of(Kind.OPENED, Kind.MESSAGE, Kind.JOINED, Kind.REFUSED, Kind.EVENT, Kind.ROUTE);

    private final Duration at;
    private final Kind kind;
    private final int connection;
    private final Object subject;
    private final Supplier<String> text;
    private final long held;
    private final Optional<SharedMemory> shared;
    private boolean taken;
    private boolean handled;
    private boolean running;

    /**
     * @param connection the number of the connection, 0 for none
     * @param subject what the entry is about, for who waits for it
     * @param held how many bytes the subject and the text keep in memory
     * @param shared what the subject keeps in memory together with those of other entries
     * @param text what is printed, escaped
     */
    JournalEntry(
            Duration at,
            Kind kind,
            int connection,
            Object subject,
            long held,
            Optional<SharedMemory> shared,
            Supplier<String> text) {
        this.at = at;
        this.kind = kind;
        this.connection = connection;
        this.subject = subject;
        this.held = held + OVERHEAD;
        this.shared = shared;
        this.text = text;
    }

    /** Returns when it happened: the time since the server was created. */
    public Duration at() {
        return at;
    }

    /** Returns what has happened. */
    public Kind kind() {
        return kind;
    }

    /** Returns the number of the connection; the first is 1. Empty if the entry does not belong to a connection. */
    public OptionalInt connection() {
        return connection == 0 ? OptionalInt.empty() : OptionalInt.of(connection);
    }

    /** Returns a description. Text from a client is escaped and shortened. */
    public String text() {
        return text.get();
    }

    Object subject() {
        return subject;
    }

    /** Returns how many bytes it keeps in memory, without what others keep as well. */
    long held() {
        return held;
    }

    /** The journal keeps it from now on. Returns how many bytes more that are. */
    long keep() {
        return held + shared.map(SharedMemory::use).orElse(0L);
    }

    /** The journal forgets it. Returns how many bytes less that are. */
    long forget() {
        return held + shared.map(SharedMemory::release).orElse(0L);
    }

    /** Its handlers are about to be called. */
    void begin() {
        running = true;
    }

    /** Its handlers have been called. */
    void end() {
        running = false;
    }

    /** Returns whether it has handlers that have not all been called yet. */
    boolean isRunning() {
        return running;
    }

    void take() {
        taken = true;
    }

    /** Returns whether a test may still wait for it: nobody has taken it. */
    boolean mayBeWaitedFor() {
        return !taken && subject != Journal.NOTHING && AWAITED.contains(kind);
    }

    /** Returns whether nobody got it, neither by a handler nor by waiting. */
    boolean isUnhandled() {
        return !taken && !handled;
    }

    void handle() {
        handled = true;
    }

    /** Returns the line of the transcript. */
    @Override
    public String toString() {
        String client = connection == 0 ? "" : "#" + connection;
        return String.format(Locale.ROOT, "%9.3f s %4s  %-8s  %s", at.toNanos() / 1e9, client, kind.word, text());
    }
}
