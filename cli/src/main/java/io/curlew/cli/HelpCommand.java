package io.curlew.cli;

import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code curlew help}. */
final class HelpCommand extends Subcommand {
    private final Parameter<Optional<String>> name;
    private final Supplier<CommandLine> whole;

    /**
     * @param name which command is asked for
     * @param whole gives the command with all its subcommands
     */
    HelpCommand(Streams streams, Parameter<Optional<String>> name, Supplier<CommandLine> whole) {
        super(streams, "help", "Shows what a command is for, as --help does.");
        usage.examples("  curlew help", "  curlew help call").operands(name);
        this.name = name;
        this.whole = whole;
    }

    @Override
    int run() {
        CommandLine all = whole.get();
        CommandLine about = name.get().map(wanted -> named(wanted, all)).orElse(all);
        about.usage(about.getOut());
        return ExitCode.DONE;
    }

    private static CommandLine named(String wanted, CommandLine all) {
        return Optional.ofNullable(all.getSubcommands().get(wanted))
                .orElseThrow(() -> new WrongUsage("unknown command " + wanted));
    }
}
