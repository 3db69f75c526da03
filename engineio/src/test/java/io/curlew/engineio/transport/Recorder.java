package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.TransportException;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down every signal as a line, and lets a test react to one on the loop. */
final class Recorder implements TransportListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final EventLoop loop;
    private volatile Consumer<String> reaction = line -> {};
    private volatile @Nullable TransportException failure;

    Recorder(EventLoop loop) {
        this.loop = loop;
    }

    void react(Consumer<String> to) {
        reaction = to;
    }

    @Override
    public void opened() {
        record("opened");
    }

    @Override
    public void received(EnginePacket packet) {
        record("received " + show(packet));
    }

    private static String show(EnginePacket packet) {
        if (packet instanceof EnginePacket.Open open) {
            return "open " + open.handshake().sid();
        }
        if (packet instanceof EnginePacket.Message message && !message.data().isText()) {
            return "binary of " + message.data().size();
        }
        String data = new String(FrameCodec.data(packet), java.nio.charset.StandardCharsets.UTF_8);
        return (char) FrameCodec.type(packet) + (data.length() > 100 ? "..." + data.length() : data);
    }

    @Override
    public void batchEnd() {
        record("batchEnd");
    }

    @Override
    public void writable() {
        record("writable");
    }

    @Override
    public void written(List<EnginePacket> packets) {
        record("written " + packets.size());
    }

    @Override
    public void roundTrip(long nanos) {
        record("roundTrip");
    }

    @Override
    public void pingLeft() {
        record("pingLeft");
    }

    @Override
    public void ponged() {
        record("ponged");
    }

    @Override
    public void paused() {
        record("paused");
    }

    @Override
    public void failed(TransportException why) {
        failure = why;
        record("failed");
    }

    private void record(String line) {
        lines.add(loop.inEventLoop() ? line : line + " on a foreign thread");
        reaction.accept(line);
    }

    /** The next signal. */
    String next() throws InterruptedException {
        String line = lines.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("a signal").isNotNull();
        return line;
    }

    /** All signals up to the first such one. */
    List<String> until(String last) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        do {
            seen.add(next());
        } while (!seen.get(seen.size() - 1).equals(last));
        return seen;
    }

    /** Waits for the end and returns it. */
    TransportException failure() throws InterruptedException {
        until("failed");
        return lastFailure();
    }

    TransportException lastFailure() {
        TransportException why = failure;
        assertThat(why).isNotNull();
        return why;
    }

    /** Whether no signal comes for that long. */
    boolean nothingFor(Duration time) throws InterruptedException {
        String line = lines.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        if (line != null) {
            lines.add(line);
        }
        return line == null;
    }

    /** Every signal that nobody asked for yet. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest;
    }
}
