package io.curlew.emitter;

import io.curlew.engineio.protocol.PeerText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The servers behind Redis, for all views of one emitter. Encodes on the calling thread. */
final class Cluster {
    /** What no event may be called that goes to clients. */
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");
    /** What servers refuse to send each other, since it would run what they do when a client connects. */
    private static final Set<String> RESERVED_BY_SERVERS = Set.of("connect", "connection", "new_namespace");

    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,20}-[0-9]{1,20}");

    private final Settings settings;
    private final Wire wire;
    private final Values values;
    private final Line line;
    private final Switchboard switchboard;
    private final AtomicLong answersHeld = new AtomicLong();
    private final String uid = UUID.randomUUID().toString().replace("-", "").substring(16);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    Cluster(Redis redis, Wire wire, Settings settings) {
        this.settings = settings;
        this.wire = wire;
        this.values = new Values(settings.codec(), settings.maxAttachments());
        this.line = new Line(redis, settings);
        this.switchboard = new Switchboard(redis, line, wire, settings, uid);
    }

    CompletableFuture<Receipt> emit(Target target, String event, @Nullable Object @Nullable [] args) {
        return send(wire.broadcast(target, data(RESERVED, event, args)));
    }

    CompletableFuture<Answers> emitWithAck(
            Target target, Duration timeout, String event, @Nullable Object @Nullable [] args) {
        List<@Nullable Object> data = data(RESERVED, event, args);
        Wire.Asker asker = asker();
        Command command = wire.broadcast(
                target.with("timeout", Settings.millis(Settings.positive("A timeout", timeout))), data, asker);
        return ask(target.namespace(), command, asker, new Call(event, true, settings, answersHeld), timeout);
    }

    CompletableFuture<Receipt> toServers(String namespace, String event, @Nullable Object @Nullable [] args) {
        return send(wire.toServers(namespace, data(RESERVED_BY_SERVERS, event, args)));
    }

    CompletableFuture<Answers> toServersWithAck(
            String namespace, Duration timeout, String event, @Nullable Object @Nullable [] args) {
        List<@Nullable Object> data = data(RESERVED_BY_SERVERS, event, args);
        Wire.Asker asker = asker();
        Command command = wire.toServers(namespace, data, asker);
        return ask(
                namespace,
                command,
                asker,
                new Call(event, false, settings, answersHeld),
                Settings.positive("A timeout", timeout));
    }

    CompletableFuture<Receipt> join(Target target, List<String> rooms) {
        return send(wire.join(target, rooms));
    }

    CompletableFuture<Receipt> leave(Target target, List<String> rooms) {
        return send(wire.leave(target, rooms));
    }

    CompletableFuture<Receipt> disconnect(Target target, boolean close) {
        return send(wire.disconnect(target, close));
    }

    private List<@Nullable Object> data(Set<String> reserved, String event, @Nullable Object @Nullable [] args) {
        if (reserved.contains(event)) {
            throw new IllegalArgumentException("No event may have the reserved name \"" + PeerText.name(event) + '"');
        }
        return values.plain(event, args == null ? Collections.singletonList(null) : Arrays.asList(args));
    }

    private Wire.Asker asker() {
        return new Wire.Asker(
                uid, HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    private CompletableFuture<Receipt> send(Command command) {
        requireOpen();
        CompletableFuture<Receipt> sent = line.send(command).thenApply(reply -> receipt(command, reply));
        return handedOver(sent, sent);
    }

    private CompletableFuture<Answers> ask(
            String namespace, Command command, Wire.Asker asker, Call call, Duration timeout) {
        requireOpen();
        return handedOver(switchboard.ask(namespace, command, asker.requestId(), call, timeout), call.result());
    }

    private static Receipt receipt(Command command, Object reply) {
        if (reply instanceof Long subscribers) {
            return new Receipt(OptionalLong.of(subscribers), Optional.empty());
        } else if (reply instanceof byte[] id) {
            String offset = new String(id, StandardCharsets.US_ASCII);
            if (OFFSET.matcher(offset).matches()) {
                return new Receipt(OptionalLong.empty(), Optional.of(offset));
            }
        }
        throw EmitFailedException.unexpected(command);
    }

    /** Completes on the executor what completes on the Redis client's threads, where nobody may block. */
    private <T> CompletableFuture<T> handedOver(CompletableFuture<T> known, CompletableFuture<T> source) {
        CompletableFuture<T> given = new CompletableFuture<>();
        var unused = known.whenComplete((value, failure) -> onExecutor(() -> {
            if (failure != null) {
                given.completeExceptionally(Line.cause(failure));
            } else {
                given.complete(value);
            }
        }));
        var unusedToo = given.whenComplete((value, failure) -> source.cancel(false)); // if the application did that
        return given;
    }

    private void onExecutor(Runnable task) {
        try {
            settings.executor().execute(task);
        } catch (Throwable refused) { // an Error, too, such as when there can be no more threads
            task.run(); // nothing may be left open
        }
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new IllegalStateException("The emitter is closed");
        }
    }

    /** Ends what is asked, and waits for what is on its way to Redis. */
    CompletableFuture<Void> close() {
        if (closing.compareAndSet(false, true)) {
            switchboard.close();
            var unused = line.close().whenComplete((nothing, failure) -> closed.complete(null));
        }
        return closed;
    }
}
