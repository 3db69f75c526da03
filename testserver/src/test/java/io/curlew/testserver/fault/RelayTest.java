package io.curlew.testserver.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RelayTest {
    @Test
    void aRelayThatStillDialsEndsInOrder() throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listening = ServerSocketChannel.open();
                SocketChannel server = SocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(listening.getLocalAddress());
                    SocketChannel accepted = listening.accept()) {
                Relay relay = new Relay(
                        Relay.register(accepted, selector),
                        Relay.register(server, selector),
                        List.of(),
                        new SplittableRandom(1),
                        false);
                relay.cut(Cut.FIN);
                assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThat(server.isOpen()).isFalse();
            }
        }
    }
}
