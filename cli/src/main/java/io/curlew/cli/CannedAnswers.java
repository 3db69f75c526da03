package io.curlew.cli;

import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says, read from a file: a line for each event that it answers, and one without {@code on} for clients
 * that join. docs/cli.md describes it.
 */
final class CannedAnswers implements Responder {
    private static final Set<String> FIELDS = Set.of("on", "args", "emit", "disconnect");
    private static final RawJson NO = new RawJson("false");

    private final Map<Optional<String>, Answer> answers = new LinkedHashMap<>();

    /** The answer to an event: an ack where one is wanted, events of the server's own, the end. */
    private record Answer(List<RawJson> args, List<JsonLine.Emit> events, boolean disconnects) {
        void give(ServerSocket socket) {
            events.forEach(event -> socket.emit(event.event(), event.args().toArray()));
            if (disconnects) {
                socket.disconnect();
            }
        }
    }

    /** @throws IllegalArgumentException when the file can't be read */
    static CannedAnswers read(Path file) {
        try {
            return new CannedAnswers(Files.readAllLines(file));
        } catch (IOException why) {
            throw new IllegalArgumentException("cannot read the script " + file, why);
        }
    }

    /** @throws IllegalArgumentException when a line is wrong; names it and says why */
    CannedAnswers(List<String> lines) {
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank()) {
                try {
                    add(line);
                } catch (IllegalArgumentException why) {
                    throw new IllegalArgumentException("line " + number + " of the script: " + why.getMessage(), why);
                }
            }
        }
    }

    private void add(String line) {
        Map<String, RawJson> fields = JsonLine.object(line, FIELDS);
        Answer answer =
                new Answer(JsonLine.list(fields, "args"), events(JsonLine.list(fields, "emit")), disconnects(fields));
        if (answers.putIfAbsent(trigger(fields), answer) != null) {
            throw new IllegalArgumentException("a second answer to the same event");
        }
    }

    private static Optional<String> trigger(Map<String, RawJson> fields) {
        if (!fields.containsKey("on")) {
            return Optional.empty();
        }
        return Optional.of(EventName.checked(JsonLine.string(fields, "on")));
    }

    private static boolean disconnects(Map<String, RawJson> fields) {
        String value = fields.getOrDefault("disconnect", NO).text();
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw new IllegalArgumentException("\"disconnect\" is neither true nor false");
    }

    private static List<JsonLine.Emit> events(List<RawJson> objects) {
        List<JsonLine.Emit> events = new ArrayList<>();
        for (RawJson object : objects) {
            if (!(JsonLine.parse(object.text()) instanceof JsonLine.Emit event)
                    || event.ack().isPresent()) {
                throw new IllegalArgumentException("\"emit\" may contain only events without ack");
            }
            String unused = EventName.checked(event.event());
            events.add(event);
        }
        return events;
    }

    @Override
    public void welcome(ServerSocket socket) {
        Answer answer = answers.get(Optional.<String>empty());
        if (answer != null) {
            answer.give(socket);
        }
    }

    @Override
    public boolean answer(ServerEvent event) {
        Answer answer = answers.get(Optional.of(event.name()));
        if (answer == null) {
            return false;
        }
        if (event.wantsAck()) {
            event.ack(answer.args().toArray());
        }
        answer.give(event.socket());
        return true;
    }
}
