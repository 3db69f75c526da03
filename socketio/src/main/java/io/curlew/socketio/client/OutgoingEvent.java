package io.curlew.socketio.client;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.Emit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way out: its options, and the party that waits for the answer. It goes through the session, whose
 * actions bring it back. One object from the emit to the end, since there may be very many of them.
 */
abstract class OutgoingEvent implements Emit {
    private static final EncodedPacket GONE = new EncodedPacket(List.of(), 0);

    private final EmitOptions options;
    private final ClientSettings settings;
    private final String name;
    private List<@Nullable Object> args;
    private EncodedPacket packet;
    private final OptionalLong ackId;
    private @Nullable Promise<Args> answer;
    private long since;

    /**
     * Takes note of one.
     *
     * @param args the application's values, for listeners of outgoing events; empty if there are none
     * @param ackId empty when no answer is asked for
     * @param answer null if it is not awaited
     */
    OutgoingEvent(
            EmitOptions options,
            ClientSettings settings,
            String name,
            List<@Nullable Object> args,
            EncodedPacket packet,
            OptionalLong ackId,
            @Nullable Promise<Args> answer) {
        this.options = options;
        this.settings = settings;
        this.name = name;
        this.args = args;
        this.packet = packet;
        this.ackId = ackId;
        this.answer = answer;
    }

    /** Returns what the session was given as what it was. */
    static OutgoingEvent of(Emit emit) {
        return (OutgoingEvent) emit;
    }

    String name() {
        return name;
    }

    List<@Nullable Object> args() {
        return args;
    }

    Optional<Object> tag() {
        return options.tag();
    }

    boolean compresses() {
        return options.compresses();
    }

    @Override
    public EncodedPacket packet() {
        return packet;
    }

    @Override
    public OptionalLong ackId() {
        return ackId;
    }

    @Override
    public long ackTimeout() {
        return options.timeoutNanos(settings.ackTimeout());
    }

    @Override
    public long timeToLive() {
        return options.timeToLiveNanos();
    }

    @Override
    public int retries() {
        return options.retriesOr(settings.retries());
    }

    @Override
    public boolean isVolatile() {
        return options.isVolatile();
    }

    /** Returns whether something about it may run out. */
    boolean needsTime() {
        return ackId.isPresent() || timeToLive() != ClientSession.NONE;
    }

    /**
     * The connection has it. Unless it may be sent again, only the answer is of interest from now on, which may be long
     * in coming.
     */
    void sent() {
        if (retries() == 0) {
            packet = GONE;
            args = List.of();
        }
    }

    // ---- the answer

    /** Returns whether somebody waits for the answer and has not got it. */
    boolean isAwaited() {
        return answer != null;
    }

    /** The answer takes its time from now on. */
    void answerSince(long start) {
        since = start;
    }

    /** Returns when that was. */
    long since() {
        return since;
    }

    /** Completes the answer, once. */
    void answered(Args with, int memory) {
        Promise<Args> told = answer;
        answer = null;
        if (told != null) {
            told.succeed(with, memory);
        }
    }

    /** Fails the answer, once. */
    void unanswered(AckException why) {
        Promise<Args> told = answer;
        answer = null;
        if (told != null) {
            told.fail(why);
        }
    }
}
