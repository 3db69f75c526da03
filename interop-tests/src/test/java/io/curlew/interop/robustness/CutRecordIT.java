package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection that ends in the middle of the TLS record with an answer: nothing of it can be read, but it was there.
 */
class CutRecordIT {
    private final TlsPair tls = TlsPair.selfSigned();
    private final BlockingQueue<String> polls = new LinkedBlockingQueue<>();

    private void serve(RawConnection connection) throws IOException, InterruptedException {
        connection.open(connection.readRequest(), OpenPacket.of("S"));
        connection.readRequest();
        connection.respond(200, polls.take());
        connection.awaitEnd();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N12")
    void isNotAskedForAgain(Cut cut) {
        try (RawServer server = RawServer.start(tls.server()).onConnection(this::serve);
                FaultProxy proxy = FaultProxy.to(server.uri()).recording().start()) {
            EngineSocket socket = EngineSocket.builder(proxy.uri())
                    .sslContext(tls.client())
                    .transports(TransportType.POLLING)
                    .build();
            socket.connect().join();
            await().until(() -> server.requests().size() == 2);
            int before = proxy.connections().get(0).recorded(Direction.TO_CLIENT).length;
            proxy.faultsOf(1, Fault.cutAfter(Direction.TO_CLIENT, before + 50, cut));
            polls.add("4" + "x".repeat(100));
            assertThat(socket.closed().join().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
