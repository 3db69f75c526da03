package io.curlew.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Mailbox;
import io.curlew.interop.Values;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a test and a server say to each other, and what comes of it. */
record Conversation(Socket socket) {
    /** Long enough that it never passes by accident. */
    static final Duration LONG = Duration.ofSeconds(30);

    /** Arguments of an event or an answer. */
    static List<List<Object>> json() {
        return List.of(
                List.of("one"),
                List.of("grüße", "日本語", "😀", "\"\\/\b\f\n\r\t\u0001\u007f", "a\u2028b"),
                Arrays.asList(true, null, 0, -1, 1.5, 4294967296L, 9007199254740991L),
                List.of("123", "null", "[]", "1-[\"x\"]"),
                List.of(List.of(), Map.of(), Map.of("a", Map.of("b", List.of(1, "x"), "_placeholder", false))),
                List.of("x".repeat(100_000)));
    }

    /** Arguments of which the first and the third are binary. */
    static List<List<Object>> binary() {
        byte[] everyByte = new byte[256];
        IntStream.range(0, everyByte.length).forEach(i -> everyByte[i] = (byte) i);
        return Stream.of(
                        List.<Object>of(everyByte, "and text", new byte[] {0x1e, 'b', '4'}),
                        List.<Object>of(new byte[100_000], Map.of("a", 1), new byte[] {4}))
                .map(Values::comparable)
                .toList();
    }

    /** Sends an event and returns the one that comes back. */
    List<Object> echo(String event, List<?> args) {
        Mailbox<Args> echoes = mailbox("echo");
        socket.emit(event, args.toArray());
        return Values.of(echoes.take());
    }

    /** Sends an event and returns its answer. */
    List<Object> ask(String event, List<?> args) {
        return Values.of(socket.emitWithAck(EmitOptions.timeout(LONG), event, args.toArray())
                .join());
    }

    /** Lets the server ask, answers what was asked, and returns which answer the server got. */
    List<Object> beAsked(String event, List<?> args) {
        Mailbox<Args> answers = mailbox("answered");
        socket.once(
                "question", question -> question.ack(Values.of(question.args()).toArray()));
        socket.emit(event, args.toArray());
        return Values.of(answers.take());
    }

    private Mailbox<Args> mailbox(String event) {
        Mailbox<Args> arrived = new Mailbox<>(event);
        socket.once(event, one -> arrived.put(one.args()));
        return arrived;
    }

    /** Sends this many events at once, numbered from 0, and returns which numbers arrived, when as many have. */
    List<Object> send(int count, Object... more) {
        for (int number = 0; number < count; number++) {
            socket.emit("tock", numbered(number, more));
        }
        return Clients.soon().until(this::arrived, numbers -> numbers.size() >= count);
    }

    private List<Object> arrived() {
        return Values.asList(ask("tocks", List.of()).get(0));
    }

    /** Has the server send this many events at once and returns their numbers. */
    List<Object> receive(int count, Object... more) {
        Mailbox<Event> events = new Mailbox<>("burst");
        socket.on("sent", events::put);
        socket.emit("send me", numbered(count, more));
        List<Object> numbers = IntStream.range(0, count)
                .mapToObj(i -> number(events.take(), more))
                .toList();
        socket.off("sent");
        return numbers;
    }

    private static Object number(Event event, Object... more) {
        List<Object> args = Values.of(event.args());
        assertThat(args.subList(1, args.size())).isEqualTo(Values.comparable(Arrays.asList(more)));
        return args.get(0);
    }

    private static Object[] numbered(int number, Object... more) {
        return Stream.concat(Stream.of(number), Stream.of(more)).toArray();
    }
}
