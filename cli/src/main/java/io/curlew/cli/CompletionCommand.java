package io.curlew.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code curlew completion}. */
final class CompletionCommand extends Subcommand {
    private final Parameter<Shell> shell = Parameter.operand("0", "SHELL", "bash, zsh or fish.")
            .choices(Shell.names())
            .required(Shell::named);

    private final Supplier<Usages> usages;

    /** What the scripts are for. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static List<String> names() {
            return Stream.of(values()).map(Shell::toString).toList();
        }

        private static Shell named(String text) {
            return Stream.of(values())
                    .filter(shell -> shell.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsage("expected one of " + names() + " but was '" + text + "'"));
        }
    }

    /** @param usages tells of all commands */
    CompletionCommand(Streams streams, Supplier<Usages> usages) {
        super(streams, "completion", "Prints a script that teaches a shell to complete command lines.");
        usage.description(
                        "It completes commands, options, and the values of options that are files or have a fixed set of values. To"
                                + " enable it, add the line for your shell to its start-up file:",
                        "",
                        "  source <(curlew completion bash)        ~/.bashrc",
                        "  source <(curlew completion zsh)         ~/.zshrc, after compinit",
                        "  curlew completion fish | source         ~/.config/fish/config.fish",
                        "",
                        "Shells start faster if you put the script where they look for completions:")
                .examples(
                        "  curlew completion bash >~/.local/share/bash-completion/completions/curlew",
                        "  curlew completion zsh >/usr/local/share/zsh/site-functions/_curlew",
                        "  curlew completion fish >~/.config/fish/completions/curlew.fish");
        usage.operands(shell);
        this.usages = usages;
    }

    @Override
    int run() {
        Usages all = usages.get();
        String script = switch (shell.get()) {
            case BASH -> new BashCompletion(all).script();
            case ZSH -> new ZshCompletion(all).script();
            case FISH -> new FishCompletion(all).script();
        };
        console.print(script.stripTrailing());
        return ExitCode.DONE;
    }
}
