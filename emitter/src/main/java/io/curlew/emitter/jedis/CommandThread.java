package io.curlew.emitter.jedis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.commands.ProtocolCommand;

/** Sends commands in their order, those that wait together. How many wait, the emitter bounds. */
final class CommandThread {
    /** So many are sent before their replies are read. */
    private static final int MOST_AT_ONCE = 512;

    private final RedisClient client;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    CommandThread(RedisClient client) {
        this.client = client;
        this.thread = new Thread(this::run, "curlew-emitter-jedis");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    CompletableFuture<Object> call(List<byte[]> command) {
        Waiting waiting = new Waiting(command, new CompletableFuture<>());
        synchronized (queue) {
            if (closed) {
                return CompletableFuture.failedFuture(closed());
            }
            queue.add(waiting);
        }
        return waiting.reply();
    }

    private void run() {
        try {
            List<Waiting> batch = new ArrayList<>();
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                batch.removeIf(waiting -> waiting.reply().isDone()); // given up
                send(batch);
                batch.clear();
            }
        } catch (InterruptedException closing) {
            queue.forEach(waiting -> waiting.reply().completeExceptionally(closed()));
        }
    }

    private void send(List<Waiting> batch) {
        try (Pipeline pipeline = client.pipelined()) {
            List<Response<Object>> responses = new ArrayList<>();
            batch.forEach(waiting -> responses.add(pipeline.sendCommand(waiting.name(), waiting.args())));
            pipeline.sync();
            for (int i = 0; i < batch.size(); i++) {
                complete(batch.get(i).reply(), responses.get(i));
            }
        } catch (RuntimeException e) {
            batch.forEach(waiting -> waiting.reply().completeExceptionally(e)); // those that were not answered before
        }
    }

    private static void complete(CompletableFuture<Object> reply, Response<Object> response) {
        try {
            reply.complete(response.get());
        } catch (RuntimeException refused) {
            reply.completeExceptionally(refused);
        }
    }

    void close() {
        synchronized (queue) {
            closed = true;
        }
        thread.interrupt();
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The connection to Redis was closed by the program");
    }

    private record Waiting(List<byte[]> command, CompletableFuture<Object> reply) {
        ProtocolCommand name() {
            return () -> command.get(0);
        }

        byte[][] args() {
            return command.subList(1, command.size()).toArray(byte[][]::new);
        }
    }
}
