package io.curlew.examples;

import io.curlew.engineio.client.EngineClosedException;
import io.curlew.engineio.client.EngineListener;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.client.ProxySettings;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The code of the guide to Engine.IO. */
final class EngineIoGuide {

    private EngineIoGuide() {}

    static List<EngineSocket> waysToConnect(String url) {
        // example: ways to connect
        EngineSocketBuilder builder = EngineSocket.builder(url);
        EngineSocket usual = builder.build(); // polling, moved to WebSocket when the server offers it
        EngineSocket polling = builder.buildPolling(); // polling only
        EngineSocket webSocket = builder.buildWebSocket(); // WebSocket only; connecting fails when it is refused
        EngineSocket moved = builder.buildWebSocketWithUpgrade(); // connected once it has moved to WebSocket
        EngineSocket either = builder.transports(TransportType.WEBSOCKET, TransportType.POLLING)
                .buildWithFallback(); // the first of these that opens
        // end
        return List.of(usual, polling, webSocket, moved, either);
    }

    static void callbacks(EngineSocket socket) {
        // example: callbacks of a socket
        Subscription messages = socket.onData(data -> {
            if (data.isText()) {
                System.out.println("text: " + data.text());
            } else {
                System.out.println("binary: " + data.bytes().remaining() + " bytes");
            }
        });
        socket.onPacket((direction, packet) -> System.out.println(direction + " " + packet));
        socket.onUpgrade(transport -> System.out.println("now on " + transport));
        socket.onDrain(() -> System.out.println("everything was written"));
        socket.onClose(close -> System.out.println("closed: " + close.reason()));
        socket.connect().join();
        socket.send("hello");
        socket.send(new byte[] {1, 2, 3});
        socket.send(List.of(EngineData.text("header"), EngineData.binary(new byte[10]))); // nothing comes between them
        messages.remove();
        // end
    }

    static EngineSocket oneListener(String url, Consumer<String> lines) {
        // example: one listener
        EngineListener listener = new EngineListener() {
            @Override
            public void received(EngineData data) {
                lines.accept(data.text());
            }

            @Override
            public void closed(EngineClose close) {
                lines.accept("closed: " + close.reason());
            }
        };
        EngineSocket socket = EngineSocket.builder(url).direct().build();
        socket.listen(listener); // before connecting
        // end
        return socket;
    }

    static void failures(EngineSocket socket) {
        // example: failures
        try {
            socket.connect().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TransportException why) {
                System.out.println(why.transport() + ", " + why.phase() + ", HTTP status " + why.httpStatus());
                why.serverError().ifPresent(error -> System.out.println("the server says: " + error.message()));
            }
        }
        EngineClose close = socket.closed().join(); // always completes, and never fails
        System.out.println(close.reason() + ", unsent messages: " + close.unsent());
        try {
            socket.send("too late");
        } catch (EngineClosedException closed) {
            System.out.println(closed.getMessage());
        }
        // end
    }

    static EngineSocket secured(String url, Path ca, Path clientKey) {
        // example: TLS
        EngineSocket socket = EngineSocket.builder(url)
                .tls(tls -> tls.trust(ca).clientKey(clientKey)) // or .sslContext(...)
                .build();
        // end
        return socket;
    }

    static EngineSocket throughProxy(String url) {
        // example: proxy
        EngineSocket socket = EngineSocket.builder(url)
                .proxy(ProxySettings.socks5("proxy.example.org", 1080).credentials("user", "password"))
                .build();
        // end
        return socket;
    }

    static EngineSocket settings(String url, Tokens tokens) {
        // example: settings
        EngineSocket socket = EngineSocket.builder(url)
                .path("/my-endpoint/")
                .query("client", "example")
                .header("X-Client", "example")
                .headersFrom(
                        () -> Map.of("Authorization", List.of("Bearer " + tokens.current()))) // asked when it connects
                .connectTimeout(Duration.ofSeconds(5))
                .compression(compression -> compression.threshold(4096)) // WebSocket only, when the server agrees
                .sendBudget(SendBudget.blocking(1000, 1 << 20, Duration.ofSeconds(2)))
                .maxMessageSize(4 << 20)
                .build();
        // end
        return socket;
    }

    static EngineSocket slowReader(String url, Ledger ledger) {
        // example: flow control
        EngineSocket socket = EngineSocket.builder(url)
                .incomingBound(100, 1 << 20) // reading stops when so much waits for the callbacks
                .maxStall(Duration.ofMinutes(5)) // for so long at most, then "slow consumer"
                .build();
        socket.onData(data -> {
            if (ledger.isFull()) {
                socket.pauseReading(); // the server has to wait; its session is kept alive
                ledger.whenThereIsRoom(socket::resumeReading);
            }
            ledger.add(data.text());
        });
        // end
        return socket;
    }

    /** Where messages of an example go. */
    interface Ledger {
        boolean isFull();

        void whenThereIsRoom(Runnable task);

        void add(String line);
    }

    static Runnable positions(EngineSocket socket, Supplier<Optional<String>> newest) {
        // example: the newest only
        Runnable sendNewest = () -> {
            if (socket.writable()) { // nothing waits, so what is sent now leaves now
                newest.get().ifPresent(socket::send); // empty when it was sent before
            }
        };
        socket.onDrain(sendNewest);
        // end
        return sendNewest;
    }

    static EngineSocket threads(String url, EventLoops loops, Executor executor) {
        // example: threads
        EngineSocket socket = EngineSocket.builder(url)
                .eventLoops(loops) // EventLoops.create(1), closed after its sockets
                .callbackExecutor(executor) // or .direct(): callbacks on the loop, where nothing may block
                .build();
        // end
        return socket;
    }

    static EngineSocket requests(String url) {
        // example: requests
        EngineSocket socket = EngineSocket.builder(url)
                .header(TransportType.WEBSOCKET, "Origin", "https://app.example.org") // with WebSocket handshakes only
                .subprotocols("chat.v2", "chat.v1") // the server may choose one of them, or none
                .timestampParameter("ts") // keeps caches from answering polls; noTimestamp() sends none
                .forceBase64() // b64=1, for servers that ask for it
                .noCookies() // or .cookieHandler(java.net.CookieHandler)
                .build();
        // end
        return socket;
    }

    static EngineSocket resolver(String url, InetAddress address) {
        // example: resolver
        EngineSocket socket = EngineSocket.builder(url)
                .addressResolver(host -> List.of(address)) // asked for each connection, off the event loops
                .build();
        // end
        return socket;
    }

    /** Where the tokens of an example come from. */
    interface Tokens {
        String current();
    }

    static void publisher(EngineSocket socket, Flow.Subscriber<EnginePacket.Message> subscriber) {
        // example: publisher
        Flow.Publisher<EnginePacket.Message> messages = socket.publisher(); // before connecting, to miss nothing
        messages.subscribe(subscriber);
        socket.connect().join();
        // end
    }

    static String testServer() {
        // example: test server
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(connection -> connection.onMessage(connection::send)); // an echo
            server.start(); // on a free port
            try (var socket = EngineSocket.builder(server.uri()).build().blocking()) {
                socket.connect(Duration.ofSeconds(5));
                socket.send("ping me");
                return socket.receive(Duration.ofSeconds(5))
                        .orElseThrow()
                        .data()
                        .text();
            }
        }
        // end
    }
}
