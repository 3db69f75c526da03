package io.curlew.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Socket.IO packets to bytes and back. The event is the one of the end-to-end scenarios: 90 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final String QUOTE =
            "{\"symbol\":\"BTC-USDT.P\",\"price\":64250.2575,\"volume\":12500,\"time\":1764230400123}";
    static final byte[] EVENT = ("2[\"typed\"," + QUOTE + "]").getBytes(UTF_8);
    static final byte[] LARGE_EVENT =
            ("2[\"many\",[" + String.join(",", Collections.nCopies(1000, QUOTE)) + "]]").getBytes(UTF_8);
    private static final byte[] BINARY_EVENT = """
            51-["bytes",{"_placeholder":true,"num":0}]""".getBytes(UTF_8);
    private static final byte[] ATTACHMENT = new byte[64 << 10];

    private final DefaultParser parser = DefaultParser.create();
    private final Decoder decoder = parser.newDecoder();
    private final Quote quote = new Quote("BTC-USDT.P", 64250.2575, 12500, 1764230400123L);

    /** What the event carries. */
    public record Quote(String symbol, double price, int volume, long time) {}

    /** An event, of which nobody reads the arguments. */
    @Benchmark
    public @Nullable SocketPacket decodeEvent() {
        return decoder.decodeText(EVENT);
    }

    /** An event, and its argument as a record. */
    @Benchmark
    public Object decodeEventAndRead() {
        SocketPacket.Event event = (SocketPacket.Event) decoder.decodeText(EVENT);
        return event == null ? "" : event.args().get(0, Quote.class);
    }

    /** The scanner, over 80 KB. */
    @Benchmark
    public @Nullable SocketPacket decodeLargeEvent() {
        return decoder.decodeText(LARGE_EVENT);
    }

    /** An event with a record. */
    @Benchmark
    public EncodedPacket encodeEvent() {
        return parser.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), "typed", List.of(quote)));
    }

    /** An answer that carries nothing. */
    @Benchmark
    public EncodedPacket encodeEmptyAck() {
        return parser.encode(new OutgoingPacket.Ack("/", 7, List.of()));
    }

    /** An event with an attachment of 64 KiB. */
    @Benchmark
    public EncodedPacket encodeBinaryEvent() {
        return parser.encode(new OutgoingPacket.Event("/", OptionalLong.empty(), "bytes", List.of(ATTACHMENT)));
    }

    /** An event with an attachment of 64 KiB. */
    @Benchmark
    public @Nullable SocketPacket decodeBinaryEvent() {
        var unused = decoder.decodeText(BINARY_EVENT);
        return decoder.decodeBinary(ATTACHMENT);
    }
}
