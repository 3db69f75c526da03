package io.curlew.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code curlew man}. */
@Command(
        name = "man",
        header = "Prints a page of the manual, for man to show.",
        description = {
            "It says what --help says, in the form that man reads. Put into a file such as"
                    + " /usr/local/share/man/man1/curlew-call.1 it is found as curlew-call."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  curlew man | man -l -", "  curlew man call | man -l -", "  curlew man call >curlew-call.1"})
final class ManCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command; curlew itself if there is none.")
    private Optional<String> name;

    @Spec
    private CommandSpec command;

    private final Supplier<CommandLine> whole;

    /** @param whole gives the command with all its subcommands */
    ManCommand(Supplier<CommandLine> whole) {
        this.whole = whole;
    }

    @Override
    public Integer call() {
        CommandSpecs commands = new CommandSpecs(whole.get());
        CommandSpec about = name.map(wanted -> named(wanted, commands)).orElseGet(commands::root);
        command.commandLine().getOut().println(new ManPage(about, commands).text());
        return ExitCode.DONE;
    }

    private CommandSpec named(String wanted, CommandSpecs commands) {
        return Optional.ofNullable(commands.byName().get(wanted))
                .orElseThrow(() -> new ParameterException(command.commandLine(), "unknown command " + wanted));
    }
}
