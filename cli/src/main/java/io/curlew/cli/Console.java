package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where a command prints: what was asked for on stdout, everything else on stderr. */
@Command // picocli asks it of a mixin without options
final class Console {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Prints a line of what was asked for, as it is: what a peer has a part in is JSON, which {@link JsonText} escapes. */
    void print(String line) {
        out().println(line);
        out().flush();
    }

    /** Returns whether nobody reads any more what is printed, as after {@code | head -1}. */
    boolean isClosed() {
        return out().checkError();
    }

    /** Says something that nobody asked for, on one line, whatever a peer has put into it. */
    void note(String line) {
        commandLine().getErr().println("curlew: " + PeerText.escaped(line));
    }

    /** Returns the text in a style of picocli's, {@code bold,red} for example, where the terminal has it. */
    String styled(String style, String text) {
        return commandLine().getColorScheme().ansi().new Text("@|" + style + " " + text + "|@").toString();
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private CommandLine commandLine() {
        return command.commandLine();
    }
}
