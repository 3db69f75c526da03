package io.curlew.interop.socketio;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Ticks;
import io.curlew.interop.Transports;
import io.curlew.interop.Values;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** Our own client. */
final class CurlewSocketIoClient implements ClientUnderTest {
    private final SocketIoClient client;
    private final Map<String, CurlewJoined> joined = new ConcurrentHashMap<>();
    private volatile Map<String, ?> auth = Map.of();

    CurlewSocketIoClient(URI uri, Transports transports) {
        client = SocketIoClient.builder(uri)
                .transports(transports.types().toArray(TransportType[]::new))
                .reconnection(Backoff.fixed(RECONNECT_DELAY))
                .auth(() -> auth)
                .build();
    }

    @Override
    public Joined join(String namespace, Map<String, ?> newAuth) {
        auth = newAuth;
        CurlewJoined socket = joined.computeIfAbsent(namespace, name -> new CurlewJoined(client.socket(name)));
        try {
            socket.socket.connect().join();
        } catch (CompletionException failed) {
            throw refusal(failed);
        }
        return socket;
    }

    private static RuntimeException refusal(CompletionException failed) {
        return failed.getCause() instanceof ConnectFailedException refused
                        && refused.payload().isPresent()
                ? new Refused(
                        refused.serverMessage().orElse(""),
                        data(refused.payload().get()))
                : failed;
    }

    private static Object data(Json payload) {
        return payload.field("data").map(Values::of).orElse(null);
    }

    @Override
    public String transport() {
        return client.transport().map(TransportType::wireName).orElse("none");
    }

    @Override
    public void close() {
        client.close();
    }

    private static final class CurlewJoined implements Joined {
        private final Socket socket;
        private final Map<String, Mailbox<Event>> events = new ConcurrentHashMap<>();
        private final Mailbox<String> disconnects = new Mailbox<>("disconnect");
        private final Mailbox<Void> connects = new Mailbox<>("connect");
        private final Mailbox<Event> ticking = new Mailbox<>("tick");

        CurlewJoined(Socket socket) {
            this.socket = socket;
            socket.onAny(event -> {
                if (!event.wantsAck()) {
                    events(event.name()).put(event);
                }
            });
            socket.on("tick", ticking::put);
            socket.on("ticked", ticking::put);
            socket.onDisconnect(
                    disconnection -> disconnects.put(disconnection.reason().text()));
            socket.onConnect(() -> connects.put(null));
        }

        private Mailbox<Event> events(String name) {
            return events.computeIfAbsent(name, Mailbox::new);
        }

        @Override
        public void emit(String event, Object... args) {
            socket.emit(event, args);
        }

        @Override
        public List<Object> call(Duration timeout, String event, Object... args) {
            try {
                return Values.of(socket.emitWithAck(EmitOptions.timeout(timeout), event, args)
                        .join());
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof AckException late && late.reason() == AckException.Reason.TIMEOUT
                        ? new AckTimedOut(late)
                        : failed;
            }
        }

        @Override
        public List<Object> next(String event) {
            return Values.of(events(event).take().args());
        }

        @Override
        public void answerQuestions() {
            socket.on("question", event -> event.ack(Values.of(event.args()).toArray()));
        }

        @Override
        public Ticks tick() {
            socket.emit("tick me", Ticks.LEAST, Ticks.AFTER_UPGRADE);
            int tocked = 0;
            while (tocked < Ticks.BURST) {
                socket.emit("tock", tocked++);
            }
            List<Object> ticks = new ArrayList<>();
            while (true) {
                Event event = ticking.take();
                Object number = event.args().get(0, Object.class);
                if (event.name().equals("ticked")) {
                    return new Ticks((Integer) number, ticks, tocked);
                }
                ticks.add(number);
                socket.emit("tock", tocked++);
            }
        }

        @Override
        public List<Object> miss(int count) {
            Mailbox<Object> came = new Mailbox<>("event that was missed");
            socket.on("missed", Integer.class, came::put);
            socket.onConnect(() -> came.put(socket.recovered() ? "recovered" : "anew"));
            socket.emit("miss", count);
            List<Object> all = new ArrayList<>();
            do {
                all.add(came.take());
            } while (all.get(all.size() - 1) instanceof Integer);
            return all;
        }

        @Override
        public void disconnect() {
            socket.disconnect();
        }

        @Override
        public String disconnected() {
            return disconnects.take();
        }

        @Override
        public void connected() {
            connects.take();
        }
    }
}
