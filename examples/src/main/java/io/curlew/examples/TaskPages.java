package io.curlew.examples;

import io.curlew.engineio.client.ProxySettings;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the pages on tasks. */
final class TaskPages {
    private TaskPages() {}

    // ---- start-up

    static Socket failFast(SocketIoClient client) {
        // example: fail fast
        Socket socket = client.socket("/");
        try {
            socket.connect(Duration.ofSeconds(10)).join();
        } catch (CompletionException failed) {
            client.close();
            throw new IllegalStateException("No connection to the Socket.IO server", failed.getCause());
        }
        // end
        return socket;
    }

    static SocketIoClient failAtOnce(String url) {
        // example: fail with the first attempt
        SocketIoClient client = SocketIoClient.builder(url)
                .connectTimeout(Duration.ofSeconds(5)) // of each attempt; the default is 20 s
                .noReconnection() // the first failure is final
                .build();
        // end
        return client;
    }

    static CompletableFuture<Socket> waitInBackground(SocketIoClient client) {
        // example: wait in the background
        Socket socket = client.socket("/");
        socket.onConnect(() -> System.out.println("connected"));
        socket.onConnectError(why ->
                System.out.println(why.getMessage() + (why.willRetry() ? "; trying again" : "; not trying again")));
        CompletableFuture<Socket> connected = socket.connect(); // returns at once
        socket.emit("hello"); // waits, within the send budget, until the namespace is connected
        // end
        return connected;
    }

    static void stayAlive(SocketIoClient client) {
        // example: stay alive
        Runtime.getRuntime().addShutdownHook(new Thread(client::close)); // on Ctrl-C and SIGTERM
        client.closed().join(); // keeps the program running until then
        // end
    }

    // ---- authentication that expires

    /** Where the tokens of an example come from. */
    interface Tokens {
        /** Returns a token, a new one if there is none or the last one was forgotten; may block. */
        String current();

        /** Forgets the last token; does not block. */
        void forget();
    }

    static SocketIoClient freshTokens(String url, Tokens tokens) {
        // example: fresh tokens
        SocketIoClient client = SocketIoClient.builder(url)
                .auth(() -> Map.of("token", tokens.current())) // called for each connect and reconnect; may block
                .reconnectAfterServerDisconnect() // if the server disconnects clients whose token has expired
                .build();
        // end
        return client;
    }

    static SocketIoClient afterRefusal(String url, Tokens tokens) {
        // example: after a refusal
        SocketIoClient client = SocketIoClient.builder(url)
                .auth(() -> Map.of("token", tokens.current()))
                .retryWhenRefused(
                        why -> { // called on the event loop, so it must not block
                            boolean expired = isExpired(why);
                            if (expired) {
                                tokens.forget(); // the next current() gets a new one
                            }
                            return expired;
                        })
                .build();
        // end
        return client;
    }

    // example: expired
    static boolean isExpired(ConnectFailedException why) {
        return why.serverMessage().orElse("").equals("token expired"); // whatever your server says
    }
    // end

    // ---- proxies, load balancers, TLS

    static SocketIoClient behindProxy(String url) {
        // example: behind a proxy
        SocketIoClient client = SocketIoClient.builder(url)
                .proxy(ProxySettings.http("proxy.example.org", 3128).credentials("user", "password"))
                .build();
        // end
        return client;
    }

    static SocketIoClient systemProxies(String url) {
        // example: the system's proxies
        SocketIoClient client = SocketIoClient.builder(url)
                .systemProxies() // asks java.net.ProxySelector for each connection
                .build();
        // end
        return client;
    }

    static SocketIoClient corporateTls(String url, Path ca, Path clientKey) {
        // example: corporate TLS
        SocketIoClient client = SocketIoClient.builder(url)
                .tls(tls -> tls.trust(ca) // PEM; these authorities and no others
                        .clientKey(clientKey)) // PEM: private key (PKCS #8) and certificate chain
                .build();
        // end
        return client;
    }

    static SocketIoClient webSocketOnly(String url) {
        // example: WebSocket only
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET) // one connection, so no sticky sessions are needed
                .build();
        // end
        return client;
    }

    static SocketIoClient webSocketFirst(String url) {
        // example: WebSocket first
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET, TransportType.POLLING)
                .tryAllTransports() // polling, where WebSocket is blocked
                .build();
        // end
        return client;
    }

    // ---- logging and troubleshooting

    static void logWhatMatters(SocketIoClient client, Socket socket) {
        // example: log what matters
        Logger log = LoggerFactory.getLogger("prices");
        socket.onConnect(() -> log.info("connected"));
        socket.onConnectError(why -> log.warn("not connected, tried again: {}", why.willRetry(), why));
        socket.onDisconnect(gone -> log.warn("disconnected: {}", gone.reason()));
        socket.onDropped(event -> log.warn("{} was not sent: {}", event.name(), event.reason()));
        client.onPacket(packet -> log.trace("received {}", packet)); // its kind and size, not its contents
        // end
    }

    static SocketIoClient printEverything(String url) {
        // example: print everything
        SocketIoClient client = SocketIoClient.builder(url)
                .onError(Throwable::printStackTrace) // exceptions from listeners, arguments that do not fit
                .engine(engine -> engine.onUpgradeError(Throwable::printStackTrace)) // why it stays on polling
                .build();
        Socket socket = client.socket("/");
        socket.onConnectError(Throwable::printStackTrace); // each failed attempt, with its causes
        socket.onDisconnect(gone -> System.out.println("disconnected: " + gone.reason()));
        socket.onAny(event -> System.out.println(
                "received: " + event.name() + " " + event.args().json()));
        socket.onAnyOutgoing((name, args) -> System.out.println("sent: " + name));
        // end
        return client;
    }

    // ---- performance

    static SocketIoClient lowLatency(String url) {
        // example: low latency
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET) // no polling handshake, no upgrade
                .direct() // listeners run on the event loop, where nothing may block
                .build();
        // end
        return client;
    }

    static void newestOnly(Socket socket) {
        // example: newest only
        socket.emit(EmitOptions.volatileEvent(), "position", 10.5, 20.25); // dropped unless it can leave at once
        // end
    }
}
