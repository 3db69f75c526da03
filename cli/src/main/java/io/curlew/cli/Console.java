package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintWriter;

/** Where a command prints: what was asked for on stdout, everything else on stderr. */
final class Console {
    private final Parameter<Boolean> quiet =
            Parameter.option("-q, --quiet", "Print only errors on stderr.").flag();

    private final Parameter<Boolean> json = Parameter.option(
                    "--json", "Print each line, on stderr too, as a JSON object, in the same format for all commands.")
            .flag();

    private final Parameter<Boolean> noColor = Parameter.option(
                    "--no-color", "Print without colours, as when NO_COLOR is set or when the output is a file.")
            .flag();

    private final Streams streams;

    Console(Streams streams) {
        this.streams = streams;
    }

    void addTo(Usage usage) {
        usage.options(OptionGroup.OUTPUT, quiet, json, noColor);
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
        streams.err().println(isJson() ? new JsonLine().note(line).toString() : "curlew: " + PeerText.escaped(line));
    }

    /** Says why the command failed, and returns its exit code. */
    int failed(Failure failure) {
        PrintWriter err = streams.err();
        if (isJson()) {
            JsonLine line = new JsonLine().error(failure.getMessage()).exit(failure.exitCode());
            failure.data().ifPresent(line::data);
            failure.hint().ifPresent(line::hint);
            err.println(line);
        } else {
            err.println("curlew: " + PeerText.escaped(failure.getMessage()));
            failure.hint().ifPresent(hint -> err.println("curlew: " + PeerText.escaped(hint)));
        }
        return failure.exitCode();
    }

    /** Returns the colours of the terminal, none where stdout is another thing. */
    Colors colors() {
        return noColor.get() ? Colors.NONE : streams.colors();
    }
}
