package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.Status;

/**
 * The terminal of {@code curlew connect}, whose owner closes it: a line to type on, what happens above it, and a status
 * below.
 */
final class Prompt implements AutoCloseable {
    private final Reader reader;
    private final Status status;
    private String shownStatus = "";
    private Optional<String> unkept = Optional.empty(); // why the history is of this session only
    private final Thread owner = Thread.currentThread();
    private volatile boolean reading;
    private volatile boolean over;
    private boolean closed;

    Prompt(Terminal terminal, Set<String> names, Colors colors) throws IOException {
        reader = new Reader(terminal);
        reader.setHistory(new DefaultHistory());
        reader.setParser(new JsonParser());
        reader.setHighlighter(new JsonHighlighter(colors));
        reader.setCompleter((lineReader, line, candidates) -> complete(line, known(names), candidates));
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, ". ");
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        status = Status.getStatus(terminal);
        keepHistory();
    }

    /** @throws Failure when stdin or stdout is something else */
    static Terminal terminal() throws IOException {
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .graphemeCluster(false) // to ask the terminal could take what is typed meanwhile for its answer
                    .build();
        } catch (IllegalStateException | IOException noTerminal) {
            throw new Failure(ExitCode.USAGE, "connect needs a terminal").hint("use curlew pipe in scripts");
        }
    }

    /** Returns the next line; empty when there is none any more, as after Ctrl-D. Ctrl-C clears the line. */
    Optional<String> read(String prompt) {
        unkept.ifPresent(this::show); // once the status has its line
        unkept = Optional.empty();
        reading = true;
        try {
            return next(prompt);
        } finally {
            reading = false;
        }
    }

    private Optional<String> next(String prompt) {
        while (!over) {
            try {
                return Optional.of(reader.readLine(prompt));
            } catch (UserInterruptException cleared) {
                if (!over && cleared.getPartialLine().isEmpty()) {
                    show("* Ctrl-D ends it"); // JLine tells of one Ctrl-C twice at times, so it can't be an end
                }
            } catch (EndOfFileException end) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Has whoever reads a line read none any more. */
    void end() {
        over = true;
        if (reading) { // what else the thread does goes on
            owner.interrupt();
        }
    }

    /** Prints above the line that is typed. */
    synchronized void show(String line) {
        if (!closed) {
            reader.printAbove(line);
        }
    }

    synchronized void status(String line) {
        if (status != null && !closed && !line.equals(shownStatus)) {
            shownStatus = line;
            reader.inTurn(() -> status.update(List.of(new AttributedString(line))));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (status != null) {
            status.close();
        }
    }

    /** Without a place for it, as where all is read only, there is a history of this session. */
    private void keepHistory() {
        String state = state();
        try {
            Path directory = Files.createDirectories(Path.of(state, "curlew"));
            reader.setVariable(LineReader.HISTORY_FILE, directory.resolve("history"));
        } catch (IOException | InvalidPathException noPlace) {
            unkept = Optional.of(
                    "* lines are not kept for later: " + PeerText.escaped(state) + "/curlew can't be created");
        }
    }

    /** Where programs keep their state; see the XDG Base Directory Specification. Nobody else may read it. */
    private static String state() {
        String home = environment("HOME").orElse(System.getProperty("user.home"));
        return environment("XDG_STATE_HOME").orElse(home + "/.local/state");
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /** Returns these names, and those of the events that were typed before, be it when the command ran last. */
    private Set<String> known(Set<String> names) {
        Set<String> known = new TreeSet<>(names);
        reader.getHistory()
                .forEach(typed -> Dialogue.eventIn(InputLine.of(typed.line())).ifPresent(known::add));
        return known;
    }

    /** The first word is a command or an event's name, and so is the one behind a command that takes a name. */
    private static void complete(ParsedLine line, Set<String> names, List<Candidate> candidates) {
        boolean behindCommand =
                line.wordIndex() == 1 && Dialogue.takesEvent(line.words().get(0));
        if (line.wordIndex() == 0) {
            Dialogue.COMMANDS.forEach(command -> candidates.add(new Candidate(command)));
        }
        if (line.wordIndex() == 0 || behindCommand) {
            names.forEach(name -> candidates.add(new Candidate(JsonText.bare(name))));
        }
    }

    /** The line and the status move the same cursor, so each is drawn while the other is not. */
    private static final class Reader extends LineReaderImpl {
        Reader(Terminal terminal) throws IOException {
            super(terminal, Usage.CURLEW);
        }

        void inTurn(Runnable drawing) {
            lock.lock();
            try {
                drawing.run();
            } finally {
                lock.unlock();
            }
        }
    }

    /** JSON without its end goes on with the next line. */
    private static final class JsonParser implements Parser {
        @Override
        public ParsedLine parse(String text, int cursor, ParseContext context) {
            InputLine line = InputLine.of(text);
            if (context == ParseContext.ACCEPT_LINE && !line.complete()) {
                throw new EOFError(-1, -1, "JSON without its end");
            }
            return new Words(text, cursor, line);
        }
    }

    /** What a line is to completion. */
    private record Words(String line, int cursor, InputLine input) implements CompletingParsedLine {
        @Override
        public int wordIndex() {
            int index = 0;
            while (index < input.words().size()
                    && input.starts().get(index) + input.words().get(index).length() < cursor) {
                index++;
            }
            return index;
        }

        @Override
        public String word() {
            return wordIndex() < input.words().size()
                            && cursor >= input.starts().get(wordIndex())
                    ? input.word(wordIndex())
                    : "";
        }

        @Override
        public int wordCursor() {
            return word().isEmpty() ? 0 : cursor - input.starts().get(wordIndex());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }

        @Override
        public List<String> words() {
            return input.words().isEmpty() ? List.of("") : input.words();
        }
    }

    private static final class JsonHighlighter implements Highlighter {
        private final Colors colors;

        JsonHighlighter(Colors colors) {
            this.colors = colors;
        }

        @Override
        public AttributedString highlight(LineReader reader, String text) {
            AttributedStringBuilder shown = new AttributedStringBuilder();
            Matcher token = PrettyJson.TOKEN.matcher(text);
            int at = 0;
            while (token.find()) {
                shown.append(text, at, token.start());
                shown.appendAnsi(PrettyJson.paint(colors, token) + text.substring(tokenEnd(token), token.end()));
                at = token.end();
            }
            return shown.append(text, at, text.length()).toAttributedString();
        }

        private static int tokenEnd(Matcher token) {
            return token.group("colon") == null ? token.end() : token.start("colon");
        }
    }
}
