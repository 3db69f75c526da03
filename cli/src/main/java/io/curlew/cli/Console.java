package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command prints: what was asked for on stdout, everything else on stderr. */
@Command
final class Console {
    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing on stderr but what went wrong.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "Print each line, also on stderr, as an object of JSON in the one format of all commands.")
    private boolean json;

    @Option(names = "--no-color", description = "Print without colours, as with NO_COLOR set or into a file.")
    private boolean noColor;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Returns the console of a command; empty when it has none, as the one without a subcommand. */
    static Optional<Console> of(CommandSpec command) {
        return Optional.ofNullable(command.mixins().get("console"))
                .map(CommandSpec::userObject)
                .map(Console.class::cast);
    }

    /** Returns whether all that is printed is to be JSON. */
    boolean isJson() {
        return json;
    }

    /**
     * Prints a line of what was asked for, as it is: what a peer has a part in is JSON, which {@link JsonText} escapes.
     *
     * @throws Output.ReaderGone when nobody reads it
     * @throws Failure when it can't be written
     */
    void print(String line) {
        PrintWriter out = commandLine().getOut();
        out.println(line);
        Output.check(out);
    }

    /** Says something that nobody asked for, on one line, whatever a peer has put into it. */
    void note(String line) {
        if (!quiet) {
            say(line);
        }
    }

    /** Says something on stderr, on one line. */
    void say(String line) {
        commandLine()
                .getErr()
                .println(json ? new JsonLine().note(line).toString() : "curlew: " + PeerText.escaped(line));
    }

    /** Says why the command failed. */
    void failed(Failure failure) {
        PrintWriter err = commandLine().getErr();
        if (json) {
            JsonLine line = new JsonLine().error(failure.getMessage()).exit(failure.exitCode());
            failure.data().ifPresent(line::data);
            failure.hint().ifPresent(line::hint);
            err.println(line);
        } else {
            err.println("curlew: " + PeerText.escaped(failure.getMessage()));
            failure.hint().ifPresent(hint -> err.println("curlew: " + PeerText.escaped(hint)));
        }
    }

    /** Returns the colours of the terminal, none where stdout is another thing. */
    Colors colors() {
        return noColor
                ? new Colors(false)
                : Colors.of(commandLine().getColorScheme().ansi());
    }

    /** Returns the text in a style of picocli's, {@code bold,red} for example, where the terminal has it. */
    String styled(String style, String text) {
        Ansi ansi = noColor ? Ansi.OFF : commandLine().getColorScheme().ansi();
        return ansi.new Text("@|" + style + " " + text + "|@").toString();
    }

    private CommandLine commandLine() {
        return command.commandLine();
    }
}
