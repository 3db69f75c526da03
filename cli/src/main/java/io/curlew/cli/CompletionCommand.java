package io.curlew.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code curlew completion}. */
@Command(
        name = "completion",
        header = "Prints a script that teaches a shell to complete command lines.",
        description = {
            "It completes commands, options, and the values of options where they are known or files. To have it in each"
                    + " shell, put a line into what the shell reads at its start:",
            "",
            "  source <(curlew completion bash)        ~/.bashrc",
            "  source <(curlew completion zsh)         ~/.zshrc, after compinit",
            "  curlew completion fish | source         ~/.config/fish/config.fish",
            "",
            "or the script into a file where the shell looks for it, which starts faster."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew completion bash >~/.local/share/bash-completion/completions/curlew",
            "  curlew completion zsh >/usr/local/share/zsh/site-functions/_curlew",
            "  curlew completion fish >~/.config/fish/completions/curlew.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell;

    @Spec
    private CommandSpec command;

    /** What the scripts are for. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Supplier<CommandLine> whole;

    /** @param whole gives the command with all its subcommands */
    CompletionCommand(Supplier<CommandLine> whole) {
        this.whole = whole;
    }

    @Override
    public Integer call() {
        CommandSpecs commands = new CommandSpecs(whole.get());
        String script = switch (shell) {
            case BASH -> new BashCompletion(commands).script();
            case ZSH -> new ZshCompletion(commands).script();
            case FISH -> new FishCompletion(commands).script();
        };
        command.commandLine().getOut().println(script.stripTrailing());
        return ExitCode.DONE;
    }
}
