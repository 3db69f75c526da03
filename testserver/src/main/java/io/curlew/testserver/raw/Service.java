package io.curlew.testserver.raw;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The port and the threads of a server: one that accepts, and one for each connection. */
final class Service implements Closeable {
    private static final int BACKLOG = 1024;
    private static final int CLOSE_SECONDS = 5;

    /** What is done with a connection. When it ends, in whatever way, the connection is closed. */
    interface Handler {
        void serve(RawSocket socket, int index) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final @Nullable SSLContext tls;
    private final Handler handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<RawSocket> open = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    Service(@Nullable SSLContext tls, Handler handler) throws IOException {
        this.tls = tls;
        this.handler = handler;
        listening = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::acceptAll);
    }

    private Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server-" + port());
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int open() {
        return open.size();
    }

    Future<?> fork(Callable<?> task) {
        return threads.submit(task);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket tcp = listening.accept();
                admit(tcp, connections.incrementAndGet());
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    /** A socket is in the set before its thread starts, so that a close() meanwhile finds either of them. */
    private void admit(Socket tcp, int index) throws IOException {
        try {
            RawSocket socket = new RawSocket(tcp, tls);
            open.add(socket);
            threads.execute(() -> serve(socket, index));
        } catch (IOException | RejectedExecutionException gone) {
            tcp.close();
        }
    }

    private void serve(RawSocket socket, int index) {
        try (socket) {
            attempt(socket, index);
            if (threads.isShutdown()) {
                socket.reset(); // for a script that close() stopped before it came to the socket
            }
        } catch (IOException alreadyClosed) {
            // which is what was wanted
        } finally {
            open.remove(socket);
        }
    }

    /** A failure is kept before the connection ends, as a test may end when it sees that. */
    private void attempt(RawSocket socket, int index) {
        try {
            handler.serve(socket, index);
        } catch (IOException | InterruptedException ended) {
            // by the client, or by close()
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    private void failed(Throwable failure) {
        if (!threads.isShutdown()) {
            failures.add(failure);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            threads.shutdownNow();
            for (RawSocket socket : open) {
                socket.reset();
            }
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a script did not end within " + CLOSE_SECONDS + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private void rethrow() {
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("a script failed", failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            failures.clear();
            throw error;
        }
    }
}
