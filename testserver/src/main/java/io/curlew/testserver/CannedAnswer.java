package io.curlew.testserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server does when it receives an event with a certain name, without a handler: see {@link Namespace#on}. It
 * takes these steps in order for each event:
 *
 * <pre>{@code
 * server.on("sum").reply(3);
 * server.on("subscribe").reply("ok").emit("tick", 1).after(Duration.ofMillis(10)).emit("tick", 2);
 * server.on("login").reply("wrong").then().reply("wrong").then().reply("welcome"); // the third time and later
 * server.on("lost").neverReply();
 * server.on("doubled").reply(3).reply(3);
 * server.on("late").disconnect().reply(3);
 * }</pre>
 */
public final class CannedAnswer {
    private final ServerContext context;
    /** The answers in turn, of which the last is for all events that are left. */
    private final List<List<Step>> answers = new CopyOnWriteArrayList<>(List.of(List.of()));

    private final AtomicInteger turn = new AtomicInteger();

    /** Something to do, after a time. */
    private record Step(Duration delay, Consumer<ServerEvent> action) {}

    CannedAnswer(ServerContext context) {
        this.context = context;
    }

    /**
     * Answers the event, if the client asked for an answer. A second reply to the same event is sent too, although a
     * server should not do that; so is a reply after the client was disconnected from the namespace, as long as its
     * connection exists. If the only argument is an {@code Args}, its arguments are sent individually; the client would
     * send them as one array.
     */
    public CannedAnswer reply(@Nullable Object @Nullable ... args) {
        List<@Nullable Object> values = Values.list(args);
        return step(Duration.ZERO, event -> event.answerAgain(values));
    }

    /**
     * Sends no answer, so that the client waits until its timeout. This is the same as no step at all, but explicit.
     */
    public CannedAnswer neverReply() {
        return this;
    }

    /**
     * Sends an event to the client. If the only argument is an {@code Args}, its arguments are sent individually; the
     * client would send them as one array.
     */
    public CannedAnswer emit(String name, @Nullable Object @Nullable ... args) {
        Object[] values = Values.list(args).toArray();
        return step(Duration.ZERO, event -> event.socket().emit(name, values));
    }

    /** Disconnects the client from the namespace. */
    public CannedAnswer disconnect() {
        return step(Duration.ZERO, event -> event.socket().disconnect());
    }

    /** Resets the connection without a close packet, as a crash would. */
    public CannedAnswer dropConnection() {
        return step(Duration.ZERO, event -> event.socket().dropConnection());
    }

    /** Delays the following steps by this time. The server handles other events in the meantime. */
    public CannedAnswer after(Duration delay) {
        return step(delay, event -> {});
    }

    /** Starts the steps for the next event of that name, and for all later ones unless {@code then} is called again. */
    public CannedAnswer then() {
        answers.add(List.of());
        return this;
    }

    private CannedAnswer step(Duration delay, Consumer<ServerEvent> action) {
        int last = answers.size() - 1;
        List<Step> steps = new ArrayList<>(answers.get(last));
        steps.add(new Step(delay, action));
        answers.set(last, List.copyOf(steps));
        return this;
    }

    /** Does it, on the loop. */
    void give(ServerEvent event) {
        int index = turn.getAndUpdate(now -> Math.min(now + 1, Integer.MAX_VALUE - 1));
        play(answers.get(Math.min(index, answers.size() - 1)).iterator(), event);
    }

    private void play(Iterator<Step> steps, ServerEvent event) {
        while (steps.hasNext()) {
            Step step = steps.next();
            if (!step.delay().isZero()) {
                context.loop().runAfter(step.delay(), () -> play(steps, event));
                return;
            }
            perform(step, event);
        }
    }

    private void perform(Step step, ServerEvent event) {
        try {
            step.action().accept(event);
        } catch (Throwable wrong) {
            context.journal().failed(wrong);
        }
    }
}
