package io.curlew.testserver;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket with its messages in queues. */
final class PlainWebSocket implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final CompletableFuture<Throwable> error = new CompletableFuture<>();
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    void opened(WebSocket opened) {
        socket.complete(opened);
    }

    void send(String message) {
        socket.join().sendText(message, true).join();
    }

    void send(byte[] message) {
        socket.join().sendBinary(ByteBuffer.wrap(message), true).join();
    }

    void close(int code) {
        socket.join().sendClose(code, "").join();
    }

    void abort() {
        socket.join().abort();
    }

    WebSocket raw() {
        return socket.join();
    }

    String next() {
        return next(texts);
    }

    byte[] nextBinary() {
        return next(binaries);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T message = queue.poll(30, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message came in 30 s");
            }
            return message;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    int closeCode() {
        return closeCode.orTimeout(30, TimeUnit.SECONDS).join();
    }

    Throwable error() {
        return error.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) {
            binary.write(data.get());
        }
        if (last) {
            binaries.add(binary.toByteArray());
            binary.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeCode.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable cause) {
        error.complete(cause);
    }
}
