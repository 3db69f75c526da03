package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: what was asked for on stdout, everything else on stderr. */
final class Console {
    private static final String JSON = "--json";

    private final Parameter<Boolean> quiet =
            Parameter.option("-q, --quiet", "Print only errors on stderr.").flag();

    private final Parameter<Boolean> json = Parameter.option(
                    JSON, "Print each line, on stderr too, as a JSON object, in the same format for all commands.")
            .flag();

    private final Parameter<Boolean> noColor = Parameter.option(
                    "--no-color", "Print without colours, as when NO_COLOR is set or when the output is a file.")
            .flag();

    private final Streams streams;
    private volatile Consumer<String> notes;

    /** Until this is closed, notes are shown in another way. */
    interface Diversion extends AutoCloseable {
        @Override
        void close();
    }

    Console(Streams streams) {
        this.streams = streams;
        this.notes = streams.err()::println;
    }

    void addTo(Usage usage) {
        usage.options(OptionGroup.OUTPUT, quiet, json, noColor);
    }

    /** Adds what a command understands that prints for people only. */
    void addForPeopleTo(Usage usage) {
        usage.options(OptionGroup.OUTPUT, quiet, noColor);
    }

    /** Returns whether a line that can't be understood asks for JSON, where it may. */
    static boolean wantsJson(CommandSpec command, List<String> words) {
        return command.findOption(JSON) != null
                && words.stream().takeWhile(word -> !word.equals("--")).anyMatch(JSON::equals);
    }

    /** Returns whether all that is printed is to be JSON. */
    boolean isJson() {
        return json.get();
    }

    /**
     * Prints a line of what was asked for, as it is: what a peer has a part in is JSON, which {@link JsonText} escapes.
     *
     * @throws Output.ReaderGone when nobody reads it
     * @throws Failure when it can't be written
     */
    void print(String line) {
        streams.out().println(line);
        Output.check(streams.out());
    }

    /** Says something that nobody asked for, on one line, whatever a peer has put into it. */
    void note(String line) {
        if (!quiet.get()) {
            say(line);
        }
    }

    /** Says something on stderr, on one line. */
    void say(String line) {
        notes.accept(isJson() ? new JsonLine().note(line).toString() : "curlew: " + PeerText.escaped(line));
    }

    /** Has notes shown where a prompt has the terminal, which they would overwrite. */
    Diversion sayTo(Consumer<String> shown) {
        notes = shown;
        return () -> notes = streams.err()::println;
    }

    /** Says why the command failed, and returns its exit code. */
    int failed(Failure failure) {
        return failed(failure, Usage.CURLEW, isJson());
    }

    /**
     * Says why a command failed, the one way for all failures.
     *
     * @param name who says it, if not in JSON
     */
    int failed(Failure failure, String name, boolean asJson) {
        PrintWriter err = streams.err();
        if (asJson) {
            JsonLine line = new JsonLine().error(failure.getMessage()).exit(failure.exitCode());
            failure.data().ifPresent(line::data);
            failure.hint().ifPresent(line::hint);
            err.println(line);
        } else {
            err.println(PeerText.escaped(name + ": " + failure.getMessage()));
            failure.hint().ifPresent(hint -> err.println(PeerText.escaped(name + ": " + hint)));
        }
        return failure.exitCode();
    }

    /** Returns the lines that the command is to read. */
    Utf8Lines lines() {
        return new Utf8Lines(streams.in());
    }

    /** Returns the colours of the terminal, none where stdout is another thing. */
    Colors colors() {
        return noColor.get() ? Colors.NONE : streams.colors();
    }
}
