package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.client.AckCallback;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code curlew pipe}. */
final class PipeCommand implements Subcommand {
    /** About half of what a client takes before it refuses more. */
    private static final int MAX_PACKETS = 5_000;

    private static final long MAX_BYTES = 4 << 20;

    private final ConnectOptions options = new ConnectOptions();

    private final Parameter<Optional<Duration>> linger = Parameter.option(
                    "--linger=TIME", "Go on printing events for that time after the end of stdin.")
            .optional(DurationConverter::convert);

    private final Usage usage = new Usage("pipe", "Emits what comes on stdin, and prints the events that come.")
            .description(
                    "Each line is an object of JSON, both ways:",
                    "",
                    "  {\"event\":\"price\",\"args\":[\"BTC\",1.5]}   an event",
                    "  {\"event\":\"sum\",\"ack\":7,\"args\":[1,2]}   one that wants an answer",
                    "  {\"ack\":7,\"args\":[3]}                   the answer",
                    "  {\"ack\":7,\"error\":\"...\"}                why there is none",
                    "",
                    "Ends when stdin does and all answers are there or late; --linger prints events for some time"
                            + " more. Events that any command has printed can be piped in again.")
            .examples(
                    "  echo '{\"event\":\"time\",\"ack\":1}' | curlew pipe http://localhost:3000",
                    "  curlew listen http://one:3000 | curlew pipe http://other:3000",
                    "  curlew pipe http://localhost:3000 --linger 1h <events.ndjson >heard.ndjson");

    private final Console console;
    private final Ending ending = new Ending();
    private final Questions questions = new Questions();
    private final Semaphore answered = new Semaphore(0);
    private final Semaphore drained = new Semaphore(0);
    private int wanted; // answers, by the thread that reads

    PipeCommand(Streams streams) {
        console = new Console(streams);
        options.addTo(usage);
        usage.options(OptionGroup.OWN, linger);
        console.addTo(usage);
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Optional<Console> toldOn() {
        return Optional.of(console);
    }

    @Override
    public int run() throws Exception {
        try (SocketIoClient client = options.client(console);
                Interrupt interrupt = Interrupt.thenClose(client)) {
            Socket socket = client.socket(options.namespace());
            socket.onAny(ending.until(this::received));
            socket.onDisconnect(lost -> questions.forget(socket));
            client.onDrain(drained::release);
            new Watch(options, console, ending).over(socket, () -> readApart(socket));
            return ending.await();
        }
    }

    private void received(Event event) {
        JsonLine line = new JsonLine().event(event.name());
        if (event.wantsAck()) {
            line.ack(questions.add(event));
        }
        console.print(line.args(event.args()).toString());
    }

    private void readApart(Socket socket) {
        Thread reader = new Thread(() -> read(socket), "stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Socket socket) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try {
            int number = 0;
            for (String line = lines.readLine(); line != null && !ending.isOver(); line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    handle(socket, line, number);
                }
            }
            finish();
        } catch (IOException | RuntimeException why) {
            ending.fail(why);
        } catch (InterruptedException stopped) {
            ending.fail(stopped);
        }
    }

    /** What came before a line that is wrong is sent; what comes after it is not read. */
    private void handle(Socket socket, String line, int number) throws InterruptedException {
        awaitRoom(socket.client(), line.length());
        try {
            JsonLine.Request request = JsonLine.parse(line);
            if (request instanceof JsonLine.Emit emit) {
                emit(socket, emit);
            } else if (request instanceof JsonLine.Answer answer) {
                answer(answer);
            }
        } catch (IllegalArgumentException why) {
            throw new Failure("line " + number + " of stdin: " + why.getMessage());
        }
    }

    private void emit(Socket socket, JsonLine.Emit emit) {
        @Nullable Object[] args = emit.args().toArray();
        if (emit.ack().isEmpty()) {
            socket.emit(emit.event(), args);
            return;
        }
        long number = emit.ack().getAsLong();
        wanted++;
        socket.emitWithAck(EmitOptions.timeout(options.timeout()), new PrintedAnswer(number), emit.event(), args);
    }

    /** Prints the answer, or why there is none, among the events in the order in which they came. */
    private final class PrintedAnswer implements AckCallback {
        private final long number;

        PrintedAnswer(long number) {
            this.number = number;
        }

        @Override
        public void answered(Args answer) {
            print(new JsonLine().ack(number).args(answer));
        }

        @Override
        public void failed(AckException why) {
            print(new JsonLine().ack(number).error(Failure.describe(why)));
        }

        private void print(JsonLine line) {
            ending.run(() -> console.print(line.toString()));
            answered.release();
        }
    }

    private void answer(JsonLine.Answer answer) {
        Optional<Event> question = questions.take(answer.ack());
        if (question.isPresent()) {
            question.get().ack(answer.args().toArray());
        } else if (questions.wasAsked(answer.ack())) {
            console.note("the answer " + answer.ack()
                    + " is not sent: its event was answered already, or nobody waits for it any more");
        } else {
            throw new IllegalArgumentException("no event waits for the answer " + answer.ack());
        }
    }

    /** A network slower than stdin slows that down. An event that is alone may be of any size. */
    private void awaitRoom(SocketIoClient client, int length) throws InterruptedException {
        drained.drainPermits();
        while (client.bufferedPackets() > MAX_PACKETS
                || (client.bufferedBytes() > 0 && client.bufferedBytes() + length > MAX_BYTES)) {
            drained.acquire();
        }
    }

    private void finish() throws InterruptedException {
        answered.acquire(wanted);
        if (linger.get().isPresent()) {
            new Semaphore(0).tryAcquire(linger.get().get().toNanos(), TimeUnit.NANOSECONDS);
        }
        ending.done();
    }
}
