package io.curlew.cli;

import java.util.Optional;
import java.util.function.Supplier;

/** {@code curlew man}. */
final class ManCommand implements Subcommand {
    private final Parameter<Optional<String>> name = Parameter.operand(
                    "0", "COMMAND", "The command; curlew itself if there is none.")
            .optional(text -> text);

    private final Usage usage = new Usage("man", "Prints a page of the manual, for man to show.")
            .description("It says what --help says, in the form that man reads. Put into a file such as"
                    + " /usr/local/share/man/man1/curlew-call.1 it is found as curlew-call.")
            .examples("  curlew man | man -l -", "  curlew man call | man -l -", "  curlew man call >curlew-call.1")
            .operands(name);

    private final Streams streams;
    private final Supplier<Usages> usages;

    /** @param usages tells of all commands */
    ManCommand(Streams streams, Supplier<Usages> usages) {
        this.streams = streams;
        this.usages = usages;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public int run() {
        Usages all = usages.get();
        streams.out().println(new ManPage(name.get().map(all::named).orElse(all.root()), all).text());
        return ExitCode.DONE;
    }
}
