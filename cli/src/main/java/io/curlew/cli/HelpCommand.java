package io.curlew.cli;

import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** {@code curlew help}. */
final class HelpCommand implements Subcommand {
    private final Parameter<Optional<String>> name = Parameter.operand(
                    "0", "COMMAND", "The command; curlew itself if there is none.")
            .optional(text -> text);

    private final Usage usage = new Usage("help", "Shows what a command is for, as --help does.")
            .examples("  curlew help", "  curlew help call")
            .operands(name);

    private final Streams streams;
    private final Supplier<CommandLine> whole;

    /** @param whole gives the command with all its subcommands */
    HelpCommand(Streams streams, Supplier<CommandLine> whole) {
        this.streams = streams;
        this.whole = whole;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public int run() {
        CommandLine all = whole.get();
        CommandLine about = name.get().map(wanted -> named(wanted, all)).orElse(all);
        about.usage(streams.out());
        return ExitCode.DONE;
    }

    private static CommandLine named(String wanted, CommandLine all) {
        return Optional.ofNullable(all.getSubcommands().get(wanted))
                .orElseThrow(() -> new WrongUsage("unknown command " + wanted));
    }
}
