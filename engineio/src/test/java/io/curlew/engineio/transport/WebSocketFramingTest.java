package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a WebSocket is told, whatever comes of the close frame. */
class WebSocketFramingTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();

    private class Told implements WebSocketFraming.Peer {
        @Override
        public void received(EnginePacket packet) {
            told.add("received");
        }

        @Override
        public void roundTrip(long nanos) {
            told.add("roundTrip");
        }

        @Override
        public void ponged() {
            told.add("ponged");
        }

        @Override
        public void readComplete() {
            told.add("readComplete");
        }

        @Override
        public void writabilityChanged() {
            told.add("writabilityChanged");
        }

        @Override
        public void closed(int code, String message) {
            told.add("closed " + code + " " + message);
        }

        @Override
        public void lost(Phase phase, @Nullable Throwable cause) {
            told.add("lost, " + phase + ": " + (cause == null ? "no cause" : cause.getMessage()));
        }

        @Override
        public void broken(String what, Throwable cause) {
            told.add("broken: " + what);
        }
    }

    private static final class NoMemory extends AbstractByteBufAllocator {
        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError("on purpose");
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }

    /** Nothing can be written then. */
    private void receiveWithoutMemory(int... frame) {
        WebSocketFraming.on(channel.pipeline(), 1000, null, new Told());
        channel.config().setAllocator(new NoMemory());
        byte[] bytes = new byte[frame.length];
        for (int i = 0; i < frame.length; i++) {
            bytes[i] = (byte) frame[i];
        }
        channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes));
    }

    private void assertTheChannelEndsToo() {
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(told).hasSize(1);
    }

    @Test
    @Tag("N03")
    void aCloseFrameThatCannotBeAnsweredIsTold() {
        receiveWithoutMemory(0x88, 2, 3, 0xE8);
        assertThat(told).containsExactly("closed 1000 ");
        assertTheChannelEndsToo();
    }

    @Test
    @Tag("N03")
    void aBrokenFrameIsToldEvenIfTheServerCannotBe() {
        receiveWithoutMemory(0x83, 0);
        assertThat(told).containsExactly("broken: a frame has a reserved opcode");
        assertTheChannelEndsToo();
    }

    @Test
    void aWriteThatFailsInTheMiddleOfAReadIsWhyTheConnectionIsLost() {
        AtomicReference<WebSocketFraming> framing = new AtomicReference<>();
        framing.set(WebSocketFraming.on(channel.pipeline(), 1000, null, new Told() {
            @Override
            public void received(EnginePacket packet) {
                framing.get().writeFailed(new IOException("broken pipe"));
            }
        }));
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 2, '4', 'a'}));
        assertThat(told).contains("lost, " + Phase.WRITE + ": broken pipe").doesNotHaveDuplicates();
    }
}
