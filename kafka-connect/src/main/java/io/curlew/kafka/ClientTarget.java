package io.curlew.kafka;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Socket.IO server, over one connection for all namespaces. Confined to the task's thread. */
final class ClientTarget implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(ClientTarget.class);

    /** A key that is different in each record would else make namespaces, and memory for them, without end. */
    private static final int MAX_NAMESPACES = 1000;

    private final SocketIoClient client;
    private final EmitOptions options;
    private final Setup setup;
    private final Map<String, Namespace> namespaces = new HashMap<>();

    /** @param wake called from any thread when there is something to do */
    record Setup(Backoff backoff, Duration ackTimeout, boolean failWhenRefused, InstantSource clock, Runnable wake) {}

    ClientTarget(SocketIoClientBuilder builder, Setup setup) {
        this.setup = setup;
        PayloadLimit limit = new PayloadLimit(ServerConfig.PARSER);
        this.client = builder.parser(limit)
                .engine(engine -> engine.onOpen(limit::opened))
                .reconnection(setup.backoff())
                .reconnectAfterServerDisconnect()
                .build();
        this.options = EmitOptions.timeout(setup.ackTimeout()).withoutRetries();
    }

    @Override
    public boolean ready(String namespace) {
        return namespaces.computeIfAbsent(namespace, this::newNamespace).ready();
    }

    @Override
    public Refusals refusals(String namespace) {
        Namespace known = namespaces.get(namespace);
        return known == null ? Refusals.NONE : known.refusals;
    }

    private Namespace newNamespace(String name) {
        if (namespaces.size() == MAX_NAMESPACES) {
            throw new IllegalArgumentException("A task has at most " + MAX_NAMESPACES + " namespaces, and \""
                    + PeerText.name(name) + "\" is one more: put what differs from record to record into the event");
        }
        return new Namespace(client.socket(name));
    }

    @Override
    public CompletableFuture<Args> emit(Emission emission) {
        CompletableFuture<Args> answer = client.socket(emission.namespace())
                .emitWithAck(options, emission.event(), emission.args().toArray());
        CompletableFuture<Args> unused =
                answer.whenComplete((args, failure) -> setup.wake().run());
        return answer;
    }

    @Override
    public void close() {
        CompletableFuture<SocketIoClient> unused = client.closeAsync();
    }

    /** One namespace, which the client itself brings back after a loss, but not when it was refused. */
    private final class Namespace {
        private final Socket socket;
        private CompletableFuture<Socket> connecting = new CompletableFuture<>();
        private boolean asked;
        private int failures;
        private Refusals refusals = Refusals.NONE;
        private Instant due = Instant.MIN;

        Namespace(Socket socket) {
            this.socket = socket;
            socket.onConnect(setup.wake());
        }

        boolean ready() {
            if (socket.connected()) {
                failures = 0;
                return true;
            }
            if (asked && connecting.isDone()) {
                asked = false;
                answered();
            }
            if (!asked && !socket.active() && !setup.clock().instant().isBefore(due)) {
                asked = true;
                connecting = socket.connect();
                CompletableFuture<Socket> unused =
                        connecting.whenComplete((done, failure) -> setup.wake().run());
            }
            return false;
        }

        private void answered() {
            try {
                Socket unused = connecting.join();
            } catch (CompletionException failure) {
                failed(Failures.cause(failure));
            }
        }

        private void failed(Throwable why) {
            String message = Failures.opening(why);
            boolean refused = Failures.is(why, ConnectFailedException.Reason.REFUSED);
            if (refused && setup.failWhenRefused()) {
                throw new ConnectException(message, why);
            }
            failures++;
            if (refused) {
                refusals = new Refusals(refusals.count() + 1, why);
            }
            Duration pause =
                    setup.backoff().delay(failures, ThreadLocalRandom.current().nextDouble());
            due = setup.clock().instant().plus(pause);
            LOG.warn("Namespace {} could not be connected: {}", socket.namespace(), message);
        }
    }
}
