package io.curlew.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.Utf8;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Engine.IO packets to frames and polling bodies, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineBenchmark {
    private static final byte[] DATA = CodecBenchmark.EVENT;
    private static final String TEXT = new String(DATA, UTF_8);
    private static final EnginePacket.Message BINARY = EnginePacket.message(new byte[64 << 10]);
    private static final List<EnginePacket> TEXTS = Collections.nCopies(100, EnginePacket.message(TEXT));
    private static final byte[] TEXT_BODY = PayloadCodec.encode(TEXTS);
    private static final byte[] BINARY_BODY = PayloadCodec.encode(List.of(BINARY));

    /** The content of a text frame of 90 bytes. */
    @Benchmark
    public byte[] encodeText() {
        return FrameCodec.data(EnginePacket.message(TEXT));
    }

    /** The content of a text frame of 90 bytes. */
    @Benchmark
    public EnginePacket decodeText() {
        return FrameCodec.decodeText((byte) '4', DATA);
    }

    /** A polling body of 100 events. */
    @Benchmark
    public byte[] encodePayload() {
        return PayloadCodec.encode(TEXTS);
    }

    /** A polling body of 100 events. */
    @Benchmark
    public void decodePayload(Blackhole packets) {
        PayloadCodec.decode(TEXT_BODY, packets::consume);
    }

    /** A polling body of 64 KiB of binary. */
    @Benchmark
    public byte[] encodeBinaryPayload() {
        return PayloadCodec.encode(List.of(BINARY));
    }

    /** A polling body of 64 KiB of binary. */
    @Benchmark
    public void decodeBinaryPayload(Blackhole packets) {
        PayloadCodec.decode(BINARY_BODY, packets::consume);
    }

    /** Whether 80 KB are UTF-8. */
    @Benchmark
    public int checkUtf8() {
        return Utf8.firstInvalid(CodecBenchmark.LARGE_EVENT, 0, CodecBenchmark.LARGE_EVENT.length);
    }
}
