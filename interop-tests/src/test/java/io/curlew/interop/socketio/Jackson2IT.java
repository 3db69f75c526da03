package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.jackson2.Jackson2JsonCodec;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParserLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The codec on Jackson 2 with the reference server: the other interop tests run with that on Jackson 3. */
@NeedsNode
class Jackson2IT {
    @SuppressWarnings("ArrayRecordComponent") // as an application would have it
    record Order(String item, long count, byte[] signature) {}

    @ParameterizedTest
    @EnumSource
    void carriesRecordsWithBinaryAndAnswers(Transports transports) {
        Mailbox<Event> echoes = new Mailbox<>("echo");
        try (NodeSocketIoServer server = new NodeSocketIoServer();
                SocketIoClient client = SocketIoClient.builder(server.uri())
                        .transports(transports.types().toArray(TransportType[]::new))
                        .parser(new DefaultParser(new Jackson2JsonCodec(), ParserLimits.defaults()))
                        .build()) {
            Socket socket = client.socket("/");
            socket.on("echo", echoes::put);
            socket.connect().join();
            Order order = new Order("é\ud83d\ude00", 1L << 60, new byte[] {0, 30, -1});

            socket.emit("echo", order, null);
            Args answer = socket.emitWithAck("ask", order.signature(), "x").join();

            Args echo = echoes.take().args();
            assertThat(echo.get(0, Order.class).item()).isEqualTo(order.item());
            assertThat(echo.get(0, Order.class).signature()).isEqualTo(order.signature());
            assertThat(echo.isNull(1)).isTrue();
            assertThat(answer.get(0, byte[].class)).isEqualTo(order.signature());
            assertThat(answer.get(1, String.class)).isEqualTo("x");
        }
    }
}
