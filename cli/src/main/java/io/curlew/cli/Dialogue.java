package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code curlew connect} does with what is typed, and shows of what comes. It knows no terminal. */
final class Dialogue {
    static final List<String> COMMANDS =
            List.of("/ack", "/binary", "/help", "/ns", "/quit", "/reconnect", "/reply", "/stats", "/volatile");

    private static final Set<String> WITH_EVENT = Set.of("/ack", "/binary", "/volatile");

    private static final int MAX_NAMES = 1000;
    private static final List<String> HELP = List.of(
            "EVENT ARG...             emits an event; an argument is JSON or text, @FILE, text:, b64:, bin:@FILE",
            "/ack EVENT ARG...        emits an event and shows the answer",
            "/volatile EVENT ARG...   emits an event, or drops it if it can't leave at once",
            "/binary EVENT @FILE...   emits an event with what the files hold, as binary",
            "/reply NUMBER ARG...     answers an event that came with that number",
            "/ns NAME                 goes to another namespace, over the same connection",
            "/reconnect               closes the connection and opens a new one",
            "/stats                   counts the events that came and went",
            "/quit                    ends, as Ctrl-D does");

    private final SocketIoClient client;
    private final Duration timeout;
    private final Colors colors;
    private final Pretty pretty;
    private final Consumer<String> shown;
    private final Set<String> names;
    private final Questions questions = new Questions();
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong went = new AtomicLong();
    private volatile Socket socket;

    /** @param names takes the names of events that go and come */
    Dialogue(
            SocketIoClient client,
            String namespace,
            Duration timeout,
            Set<String> names,
            Colors colors,
            Consumer<String> shown) {
        this.client = client;
        this.timeout = timeout;
        this.names = names;
        this.colors = colors;
        this.pretty = new Pretty(colors);
        this.shown = shown;
        this.socket = client.socket(namespace);
    }

    Socket socket() {
        return socket;
    }

    /** Does what a line says, and returns whether there may be another one. One that can't be done ends nothing. */
    boolean handle(String text) {
        InputLine line = InputLine.of(text);
        if (line.words().isEmpty()) {
            return true;
        }
        try {
            return handle(line);
        } catch (RuntimeException why) {
            complain(Failure.describe(why));
            return true;
        }
    }

    private boolean handle(InputLine line) {
        switch (line.word(0)) {
            case "/ack" -> ask(name(line, 1), values(line.from(2)));
            case "/volatile" -> emit(EmitOptions.volatileEvent(), name(line, 1), values(line.from(2)));
            case "/binary" -> emit(EmitOptions.defaults(), name(line, 1), files(line.from(2)));
            case "/reply" -> reply(line.word(1), values(line.from(2)));
            case "/ns" -> join(line.word(1));
            case "/reconnect" -> client.reconnectNow();
            case "/stats" -> stats();
            case "/help" -> HELP.forEach(shown);
            case "/quit" -> {
                return false;
            }
            default -> emit(EmitOptions.defaults(), name(line, 0), values(line.from(1)));
        }
        return true;
    }

    /** Returns whether the word is a command that an event's name follows. */
    static boolean takesEvent(String word) {
        return WITH_EVENT.contains(word);
    }

    /** Returns the name of the event that a line emits, if it does. */
    static Optional<String> eventIn(InputLine line) {
        try {
            return Optional.of(name(line, takesEvent(line.word(0)) ? 1 : 0));
        } catch (IllegalArgumentException noEvent) {
            return Optional.empty();
        }
    }

    private static String name(InputLine line, int index) {
        String word = line.word(index);
        if (word.isEmpty()) {
            throw new IllegalArgumentException("the event's name is missing; see /help");
        }
        if (index == 0 && word.startsWith("/")) {
            throw new IllegalArgumentException("there is no " + word + "; /help lists the commands");
        }
        return EventName.checked(JsonText.unquoted(word));
    }

    private static @Nullable Object[] values(List<String> words) {
        if (words.contains(Argument.STDIN)) {
            throw new IllegalArgumentException("- would be this prompt itself: write text:- for a dash");
        }
        return words.stream().map(Argument::value).toArray();
    }

    private static @Nullable Object[] files(List<String> words) {
        return words.stream()
                .map(word -> Indirect.file(word.startsWith("@") ? word.substring(1) : word))
                .toArray();
    }

    /** Holds back what comes until what goes is shown: a server that answers at once would overtake it otherwise. */
    private synchronized void emit(EmitOptions options, String event, @Nullable Object[] args) {
        socket.emit(options, event, args);
        sent(event, args);
    }

    private synchronized void ask(String event, @Nullable Object[] args) {
        CompletableFuture<Args> answering = socket.emitWithAck(EmitOptions.timeout(timeout), event, args);
        sent(event, args);
        CompletableFuture<Void> unused = answering.handle((answer, why) -> {
            answered(event, answer, why);
            return null;
        });
    }

    private synchronized void answered(String event, @Nullable Args answer, @Nullable Throwable why) {
        if (answer != null) {
            shown.accept(pretty.answer(Instant.now(), Pretty.IN, event, JsonText.list(answer)));
        } else {
            complain(Failure.describe(Objects.requireNonNull(why)));
        }
    }

    private void sent(String event, @Nullable Object[] args) {
        went.incrementAndGet();
        names.add(event);
        List<String> json = Arrays.stream(args).map(RawJson::shown).toList();
        shown.accept(pretty.event(Instant.now(), Pretty.OUT, event, json));
    }

    private synchronized void reply(String number, @Nullable Object[] args) {
        Event question = Optional.of(number)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> questions.take(Long.parseLong(text)))
                .orElseThrow(() -> new IllegalArgumentException("no event waits for an answer " + number));
        question.ack(args);
        shown.accept(pretty.answer(
                Instant.now(),
                Pretty.OUT,
                question.name(),
                Arrays.stream(args).map(RawJson::shown).toList()));
    }

    private void join(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the namespace's name is missing");
        }
        Socket next = client.socket(name.startsWith("/") ? name : "/" + name);
        listen(next, next.namespace());
        try {
            socket = next.connect(timeout).join();
        } catch (CompletionException why) {
            throw new IllegalStateException("cannot join " + next.namespace() + ": " + Failure.describe(why), why);
        }
    }

    /** Shows what comes on a socket; one that was listened to before has its listener already. */
    void listen(Socket listened, String name) {
        if (listened.listenersAny().isEmpty()) {
            listened.onAny(this::received);
            listened.onConnect(() -> note(Colors.GOOD, "joined " + name));
            listened.onDisconnect(lost -> left(listened, lost));
        }
    }

    private void left(Socket left, Disconnection why) {
        questions.forget(left);
        String then = why.willReconnect() ? ", connecting again" : "";
        note(Colors.BAD, "left " + left.namespace() + ": " + Failure.describe(why) + then);
    }

    private synchronized void received(Event event) {
        came.incrementAndGet();
        if (names.size() < MAX_NAMES) { // a server may make up names without end
            names.add(event.name());
        }
        String line = pretty.event(Instant.now(), Pretty.IN, event.name(), JsonText.list(event.args()));
        if (event.wantsAck()) {
            long number = questions.add(event);
            line += colors.paint(Colors.DIM, "  wants an answer: /reply " + number);
        }
        shown.accept(line);
    }

    private void stats() {
        shown.accept("%d events came, %d went, %d wait to be sent (%d bytes), %d were discarded, %d want an answer"
                .formatted(
                        came.get(),
                        went.get(),
                        client.bufferedPackets(),
                        client.bufferedBytes(),
                        client.discardedEvents(),
                        questions.size()));
    }

    private synchronized void note(String color, String text) {
        shown.accept(colors.paint(color, "* " + PeerText.escaped(text)));
    }

    private void complain(String text) {
        note(Colors.BAD, text);
    }
}
