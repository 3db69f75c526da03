package io.curlew.cli;

import io.curlew.socketio.client.AckCallback;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the lines of stdin say. What came before a line that is wrong is sent; what comes after it is not read.
 */
final class PipeInput implements StdinLines {
    /** About half of what a client takes before it refuses more. */
    private static final int MAX_PACKETS = 5_000;

    private static final long MAX_BYTES = 4 << 20;

    private final Socket socket;
    private final Duration timeout;
    private final Optional<Duration> linger;
    private final Questions questions;
    private final Arrival arrival;
    private final Console console;
    private final Ending ending;
    private final Semaphore answered = new Semaphore(0);
    private final Semaphore drained = new Semaphore(0);
    private final AtomicLong late = new AtomicLong();
    private int wanted; // answers

    /**
     * @param timeout how long to wait for each answer
     * @param linger how long to go on after the end of stdin
     * @param questions the events that want an answer
     * @param arrival hears what is sent without wanting one
     */
    PipeInput(
            Socket socket,
            Duration timeout,
            Optional<Duration> linger,
            Questions questions,
            Arrival arrival,
            Console console,
            Ending ending) {
        this.socket = socket;
        this.timeout = timeout;
        this.linger = linger;
        this.questions = questions;
        this.arrival = arrival;
        this.console = console;
        this.ending = ending;
        socket.client().onDrain(drained::release);
    }

    @Override
    public void accept(String line) throws InterruptedException {
        awaitRoom(line.length());
        JsonLine.Request request = JsonLine.parse(line);
        if (request instanceof JsonLine.Emit emit) {
            emit(emit);
        } else if (request instanceof JsonLine.Answer answer) {
            answer(answer);
        } else if (request instanceof JsonLine.NoAnswer none) {
            Optional<Event> unused = questions.take(none.ack());
            console.note("there is no answer " + none.ack() + ": " + none.why());
        }
    }

    private void emit(JsonLine.Emit emit) {
        @Nullable Object[] args = emit.args().toArray();
        if (emit.ack().isEmpty()) {
            arrival.sending();
            socket.emit(emit.event(), args);
            return;
        }
        long number = emit.ack().getAsLong();
        wanted++;
        socket.emitWithAck(EmitOptions.timeout(timeout), new PrintedAnswer(number), emit.event(), args);
    }

    /** Prints the answer, or why there is none, among the events in the order in which they came. */
    private final class PrintedAnswer implements AckCallback {
        private final long number;

        PrintedAnswer(long number) {
            this.number = number;
        }

        @Override
        public void answered(Args answer) {
            print(line -> line.args(answer));
        }

        @Override
        public void failed(AckException why) {
            if (why.reason() == AckException.Reason.TIMEOUT) {
                late.incrementAndGet();
            } else {
                arrival.unknown(Failure.describe(why));
            }
            print(line -> line.error(Failure.describe(why)));
        }

        private void print(UnaryOperator<JsonLine> content) {
            try {
                ending.run(() ->
                        console.print(content.apply(new JsonLine().ack(number)).toString()));
            } finally {
                answered.release();
            }
        }
    }

    private void answer(JsonLine.Answer answer) {
        questions
                .take(answer.ack())
                .ifPresentOrElse(
                        question -> {
                            arrival.sending();
                            question.ack(answer.args().toArray());
                        },
                        () -> console.note("the answer " + answer.ack() + " is not sent: no event waits for it"));
    }

    /** A network slower than stdin slows that down. An event that is alone may be of any size. */
    private void awaitRoom(int length) throws InterruptedException {
        SocketIoClient client = socket.client();
        drained.drainPermits();
        while (client.bufferedPackets() > MAX_PACKETS
                || (client.bufferedBytes() > 0 && client.bufferedBytes() + length > MAX_BYTES)) {
            drained.acquire();
        }
    }

    /** @throws Failure when answers that were wanted did not come in time */
    void requireAnswersInTime() {
        if (late.get() > 0) {
            String within = DurationConverter.text(timeout);
            throw new Failure(ExitCode.LATE, "answers that did not come within " + within + ": " + late);
        }
    }

    @Override
    public void end() throws InterruptedException {
        answered.acquire(wanted);
        boolean unused = ending.comesWithin(linger.orElse(Duration.ZERO));
        ending.done();
    }
}
