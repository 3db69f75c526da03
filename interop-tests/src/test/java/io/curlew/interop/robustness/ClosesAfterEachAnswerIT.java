package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that says it keeps its connections and closes each 2 ms after an answer, as netty-socketio does. */
@Tag("N12")
class ClosesAfterEachAnswerIT {
    private static final Duration AFTER = Duration.ofMillis(2);

    private final Map<String, BlockingQueue<String>> packets = new ConcurrentHashMap<>();

    private enum End {
        FIN,
        RST
    }

    private BlockingQueue<String> packets(HttpRequest request) {
        return packets.computeIfAbsent(request.sid(), sid -> new LinkedBlockingQueue<>());
    }

    /** Echoes the messages of each session. */
    private void serve(RawConnection connection, End end) throws IOException, InterruptedException {
        HttpRequest request = connection.readRequest();
        if (request.sid().isEmpty()) {
            connection.open(request, OpenPacket.of("S" + connection.index()));
        } else if (request.method().equals("GET")) {
            connection.respond(200, packets(request).take());
        } else {
            packets(request).addAll(List.of(request.text().split("\u001e", -1)));
            connection.respond(200, "ok");
        }
        connection.pause(AFTER);
        if (end == End.RST) {
            connection.reset();
        }
    }

    private static void echo(EngineSocketBuilder builder) {
        Mailbox<String> echoes = new Mailbox<>("echo");
        EngineSocket socket = builder.build();
        socket.onData(data -> echoes.put(data.text()));
        socket.connect().join();
        for (int i = 0; i < 20; i++) {
            socket.send("message " + i);
            assertThat(echoes.take()).isEqualTo("message " + i);
        }
        socket.close();
    }

    @ParameterizedTest
    @CsvSource({"FIN, false", "FIN, true", "RST, false", "RST, true"})
    void isConnectedToAndEachRequestArrivesOnce(End end, boolean secure) {
        TlsPair tls = TlsPair.selfSigned();
        try (RawServer server = secure ? RawServer.start(tls.server()) : RawServer.start()) {
            server.onConnection(connection -> serve(connection, end));
            EngineSocketBuilder builder =
                    EngineSocket.builder(server.uri()).sslContext(tls.client()).transports(TransportType.POLLING);
            echo(builder);
            echo(builder);
            assertThat(server.requests()).extracting(HttpRequest::target).doesNotHaveDuplicates();
        }
    }
}
