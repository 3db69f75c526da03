package io.curlew.benchmarks;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;

/** The official client for Java. */
final class OfficialClient implements Client {
    private final Socket socket;

    private OfficialClient(Socket socket) {
        this.socket = socket;
    }

    static OfficialClient connect(Destination to, Arrivals arrivals) {
        Socket socket = IO.socket(URI.create(to.url()), options(to));
        socket.on("typed", args -> arrivals.arrived(quote((JSONObject) args[0])));
        for (String event : new String[] {"blind", "bytes", "big", "counted"}) {
            socket.on(event, unread -> arrivals.arrived());
        }
        CountDownLatch connected = new CountDownLatch(1);
        socket.on(Socket.EVENT_CONNECT, nothing -> connected.countDown());
        socket.connect();
        try {
            if (!connected.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The official client did not connect");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return new OfficialClient(socket);
    }

    static OfficialClient returning(Destination to, Runnable answered) {
        IO.Options options = options(to);
        options.reconnection = true;
        options.reconnectionDelay = Reconnection.DELAY_MILLIS;
        options.reconnectionDelayMax = Reconnection.MAX_DELAY_MILLIS;
        OfficialClient made = new OfficialClient(IO.socket(URI.create(to.url()), options));
        made.socket.on(Socket.EVENT_CONNECT, nothing -> made.ask(answered));
        made.socket.connect();
        return made;
    }

    private static IO.Options options(Destination to) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setTransports(new String[] {to.transport()})
                .setReconnection(false)
                .build();
        options.webSocketFactory = OkHttp.to(to);
        options.callFactory = OkHttp.to(to);
        return options;
    }

    private static Quote quote(JSONObject json) {
        try {
            return new Quote(
                    json.getString("symbol"), json.getDouble("price"), json.getInt("volume"), json.getLong("time"));
        } catch (JSONException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public void emit(String event, Object... args) {
        socket.emit(event, args);
    }

    @Override
    public void send(Quote quote) {
        try {
            socket.emit(
                    "typed",
                    new JSONObject()
                            .put("symbol", quote.symbol())
                            .put("price", quote.price())
                            .put("volume", quote.volume())
                            .put("time", quote.time()));
        } catch (JSONException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public void send(byte[] bytes) {
        socket.emit("bytes", bytes);
    }

    @Override
    public void ask(Runnable answered) {
        socket.emit("ask", (Ack) answer -> answered.run());
    }

    @Override
    public void close() {
        socket.close();
    }
}
