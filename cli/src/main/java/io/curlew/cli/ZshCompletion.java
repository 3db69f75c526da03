package io.curlew.cli;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What makes zsh complete command lines, with what each word means. */
final class ZshCompletion {
    private static final String FRAME = """
            #compdef curlew
            # Completes curlew in zsh. Made by curlew completion zsh.

            _curlew() {
                local curcontext=$curcontext state
                local -a line commands
                commands=(
            COMMANDS
                )
                _arguments -C -S \\
            OPTIONS \\
                    '1:command:->command' '*::argument:->argument'
                case $state in
                command)
                    _describe -t commands command commands
                    ;;
                argument)
                    case $line[1] in
            CASES
                    esac
                    ;;
                esac
            }

            if [[ ${funcstack[1]-} == _curlew ]]; then
                _curlew "$@" # zsh has loaded this file to complete
            else
                compdef _curlew curlew
            fi
            """;

    private final CommandSpecs commands;

    ZshCompletion(CommandSpecs commands) {
        this.commands = commands;
    }

    String script() {
        return FRAME.replace("COMMANDS\n", summaries())
                .replace("OPTIONS", words(options(commands.root()), "        "))
                .replace("CASES\n", cases())
                .stripTrailing();
    }

    private String summaries() {
        StringBuilder lines = new StringBuilder();
        commands.byName()
                .forEach((name, command) -> lines.append("        ")
                        .append(quoted(name + ":" + CommandSpecs.summary(command)))
                        .append('\n'));
        return lines.toString();
    }

    private String cases() {
        StringBuilder lines = new StringBuilder();
        commands.byName().forEach((name, command) -> {
            Stream<String> words = CommandSpecs.takesCommand(name) ? anotherCommand(command) : all(command);
            lines.append("        ").append(name).append(")\n            _arguments -S \\\n");
            lines.append(words(words, "                ")).append("\n            ;;\n");
        });
        return lines.toString();
    }

    private Stream<String> anotherCommand(CommandSpec command) {
        return Stream.concat(
                options(command),
                Stream.of("'1:command:(" + String.join(" ", commands.byName().keySet()) + ")'"));
    }

    private static Stream<String> all(CommandSpec command) {
        return Stream.concat(options(command), arguments(command));
    }

    private static String words(Stream<String> words, String indent) {
        return words.map(word -> indent + word).collect(Collectors.joining(" \\\n"));
    }

    private static Stream<String> options(CommandSpec command) {
        return CommandSpecs.options(command).stream().map(ZshCompletion::option);
    }

    /** An option is offered once unless it may be repeated, whichever of its names was written. */
    private static String option(OptionSpec option) {
        boolean repeats = option.isMultiValue();
        String[] names = option.names();
        String exclusion = repeats ? "'*'" : names.length > 1 ? quoted("(" + String.join(" ", names) + ")") : "";
        StringJoiner spellings = names.length > 1 ? new StringJoiner(",", "{", "}") : new StringJoiner("");
        for (String name : names) {
            spellings.add(name + (CommandSpecs.takesValue(option) ? name.startsWith("--") ? "=" : "+" : ""));
        }
        return exclusion + spellings + quoted("[" + escaped(CommandSpecs.summary(option)) + "]" + value(option));
    }

    private static String value(OptionSpec option) {
        return CommandSpecs.takesValue(option) ? message(option) : "";
    }

    private static Stream<String> arguments(CommandSpec command) {
        return CommandSpecs.arguments(command).map(ZshCompletion::argument);
    }

    private static String argument(PositionalParamSpec argument) {
        String place = argument.index().isVariable()
                ? "*"
                : String.valueOf(argument.index().min() + 1);
        return quoted(place + message(argument));
    }

    private static String message(ArgSpec arg) {
        List<String> choices = CommandSpecs.choices(arg);
        String action = CommandSpecs.takesFile(arg)
                ? "_files"
                : choices.isEmpty() ? " " : "(" + String.join(" ", choices) + ")";
        return ":" + escaped(arg.paramLabel()) + ":" + action;
    }

    private static String escaped(String text) {
        return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
