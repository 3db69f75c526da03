package io.curlew.examples;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.WebSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.json.JSONException;
import org.json.JSONObject;

/** The code for the official Java client in the guide for those who come from it. */
final class OfficialClient {
    private OfficialClient() {}

    static Socket connected(String url, Consumer<String> log) {
        // example: official, connect
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {WebSocket.NAME})
                .setAuth(Map.of("token", "abc"))
                .setQuery("client=example")
                .setExtraHeaders(Map.of("X-Client", List.of("example")))
                .setReconnectionDelay(1000)
                .setReconnectionDelayMax(5000)
                .setTimeout(20_000)
                .build();
        Socket socket = IO.socket(URI.create(url + "/prices"), options);
        socket.on(Socket.EVENT_CONNECT, args -> log.accept("connected " + socket.id()));
        socket.on(Socket.EVENT_CONNECT_ERROR, args -> log.accept("failed " + args[0]));
        socket.on(Socket.EVENT_DISCONNECT, args -> log.accept("gone: " + args[0]));
        socket.io().on(Manager.EVENT_RECONNECT, args -> log.accept("back after " + args[0]));
        socket.connect();
        // end
        return socket;
    }

    static void events(Socket socket, Consumer<String> log) throws JSONException {
        // example: official, events
        socket.on("price", args -> {
            JSONObject price = (JSONObject) args[0];
            log.accept(price.optString("symbol") + " " + price.optDouble("value"));
        });
        socket.on("confirm", args -> ((Ack) args[args.length - 1]).call("yes"));
        socket.emit("watch", "BTC", new JSONObject().put("depth", 3), new byte[] {1, 2, 3});
        // end
    }

    static void acknowledged(Socket socket, Consumer<String> log) {
        // example: official, acknowledgements
        socket.emit("sum", new Object[] {1, 2}, new AckWithTimeout(5000) {
            @Override
            public void onSuccess(Object... args) {
                log.accept("sum: " + args[0]);
            }

            @Override
            public void onTimeout() {
                log.accept("no answer");
            }
        });
        // end
    }
}
