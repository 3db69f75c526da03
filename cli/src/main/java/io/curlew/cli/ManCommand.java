package io.curlew.cli;

import java.util.Optional;
import java.util.function.Supplier;

/** {@code curlew man}. */
final class ManCommand extends Subcommand {
    private final Parameter<Optional<String>> name;
    private final Supplier<Usages> usages;

    /**
     * @param name which command is asked for
     * @param usages tells of all commands
     */
    ManCommand(Streams streams, Parameter<Optional<String>> name, Supplier<Usages> usages) {
        super(streams, "man", "Prints the text of --help as a manual page.");
        usage.description("Put the page into a file such as"
                        + " /usr/local/share/man/man1/curlew-call.1, and man finds it as curlew-call.")
                .examples("  curlew man | man -l -", "  curlew man call | man -l -", "  curlew man call >curlew-call.1")
                .operands(name);
        this.name = name;
        this.usages = usages;
    }

    @Override
    int run() {
        Usages all = usages.get();
        console.print(new ManPage(name.get().map(all::named).orElse(all.root()), all).text());
        return ExitCode.DONE;
    }
}
