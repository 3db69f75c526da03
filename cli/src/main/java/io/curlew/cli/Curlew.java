package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code curlew} command. A subcommand is a class of its own, listed here. */
@Command(
        name = "curlew",
        description = "curl for event wires: talks to Engine.IO 4 and Socket.IO 5 servers.",
        subcommands = {DemoCommand.class, ServeCommand.class, ListenCommand.class, CallCommand.class},
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; stderr says why", "2:wrong usage"})
public final class Curlew {

    private Curlew() {}

    public static void main(String[] args) {
        System.exit(commandLine().setOut(stdout()).execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Curlew())
                .setExpandAtFiles(false) // an argument such as @name is data
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Curlew::wrongUsage)
                .setExecutionExceptionHandler(Curlew::failed);
    }

    /** JSON is UTF-8, whatever the terminal speaks. */
    private static PrintWriter stdout() {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8), true);
    }

    private static int failed(Exception thrown, CommandLine command, ParseResult parsed) {
        command.getErr().println("curlew: " + Failure.describe(thrown));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int wrongUsage(ParameterException thrown, String[] args) {
        CommandLine command = thrown.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + complaint(thrown));
        command.getErr().println("Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Names an unknown option or command, but does not repeat what stands around it: that may be a credential. */
    private static String complaint(ParameterException thrown) {
        if (!(thrown instanceof UnmatchedArgumentException unmatched)) {
            return Failure.describe(thrown);
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "unknown option " + first.replaceFirst("=.*", "");
        }
        boolean command = !thrown.getCommandLine().getSubcommands().isEmpty();
        return command ? "unknown command " + first : "too many arguments";
    }
}
