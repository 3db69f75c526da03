package io.curlew.emitter.jedis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.commands.ProtocolCommand;

/** Sends commands in their order, those that wait together. How many wait, the emitter bounds. */
final class CommandThread {
    /** So many are sent before their replies are read. */
    private static final int MOST_AT_ONCE = 512;

    private final Supplier<? extends AbstractPipeline> connections;
    private final Set<Waiting> queue = new LinkedHashSet<>();
    final Thread thread; // a test sees its end
    private boolean closed;

    /** @param connections gives one when there is one, which it may wait for */
    CommandThread(Supplier<? extends AbstractPipeline> connections) {
        this.connections = connections;
        this.thread = new Thread(this::run, "curlew-emitter-jedis");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Whoever cancels it takes it out of the queue. */
    synchronized CompletableFuture<Object> call(List<byte[]> command) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        Waiting waiting = new Waiting(command);
        queue.add(waiting);
        notifyAll();
        var unused = waiting.reply.whenComplete((reply, failure) -> {
            if (waiting.reply.isCancelled()) { // what is answered has left the queue
                forget(waiting);
            }
        });
        return waiting.reply;
    }

    private synchronized void forget(Waiting waiting) {
        queue.remove(waiting);
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MOST_AT_ONCE);
        while (take(batch)) {
            send(batch);
            batch.clear();
        }
    }

    /** Waits for commands, and takes them. Returns whether there are any, now that this is not closed. */
    private synchronized boolean take(List<Waiting> batch) {
        while (queue.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException closing) {
                // It is closed then, or nobody should have done that.
            }
        }
        Iterator<Waiting> next = queue.iterator();
        while (next.hasNext() && batch.size() < MOST_AT_ONCE) {
            batch.add(next.next());
            next.remove();
        }
        return !batch.isEmpty();
    }

    private void send(List<Waiting> batch) {
        try (AbstractPipeline pipeline = connections.get()) {
            batch.removeIf(waiting -> waiting.reply.isDone()); // given up while there was no connection
            List<Response<Object>> responses = new ArrayList<>();
            batch.forEach(waiting -> responses.add(pipeline.sendCommand(waiting.name(), waiting.args())));
            pipeline.sync();
            for (int i = 0; i < batch.size(); i++) {
                complete(batch.get(i).reply, responses.get(i));
            }
        } catch (Throwable e) { // an Error, too: the others need this thread
            batch.forEach(waiting -> waiting.reply.completeExceptionally(e)); // those that were not answered before
        }
    }

    private static void complete(CompletableFuture<Object> reply, Response<Object> response) {
        try {
            reply.complete(response.get());
        } catch (RuntimeException refused) {
            reply.completeExceptionally(refused);
        }
    }

    /** Fails what waits, and ends the thread once what it is sending is answered, or has failed. */
    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(queue);
            queue.clear();
        }
        left.forEach(waiting -> waiting.reply.completeExceptionally(closed()));
        thread.interrupt(); // it may wait for commands, or for a connection of the pool
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The connection to Redis was closed by the program");
    }

    /** A command that is only the same as itself, and its reply. */
    private static final class Waiting {
        final CompletableFuture<Object> reply = new CompletableFuture<>();
        private final List<byte[]> command;

        Waiting(List<byte[]> command) {
            this.command = command;
        }

        ProtocolCommand name() {
            return () -> command.get(0);
        }

        byte[][] args() {
            return command.subList(1, command.size()).toArray(byte[][]::new);
        }
    }
}
