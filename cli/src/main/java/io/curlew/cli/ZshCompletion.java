package io.curlew.cli;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    private final Usages commands;

    ZshCompletion(Usages commands) {
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
                        .append(quoted(name + ":" + command.summary()))
                        .append('\n'));
        return lines.toString();
    }

    private String cases() {
        StringBuilder lines = new StringBuilder();
        commands.byName().forEach((name, command) -> {
            Stream<String> words = Stream.concat(options(command), operands(command));
            lines.append("        ").append(name).append(")\n            _arguments -S \\\n");
            lines.append(words(words, "                ")).append("\n            ;;\n");
        });
        return lines.toString();
    }

    private static String words(Stream<String> words, String indent) {
        return words.map(word -> indent + word).collect(Collectors.joining(" \\\n"));
    }

    private static Stream<String> options(Usage command) {
        return command.options().stream().map(ZshCompletion::option);
    }

    /** An option is offered once unless it may be repeated, whichever of its names was written. */
    private static String option(Parameter<?> option) {
        List<String> names = option.names();
        String exclusion =
                option.repeats() ? "'*'" : names.size() > 1 ? quoted("(" + String.join(" ", names) + ")") : "";
        StringJoiner spellings = names.size() > 1 ? new StringJoiner(",", "{", "}") : new StringJoiner("");
        for (String name : names) {
            spellings.add(name + (option.takesValue() ? name.startsWith("--") ? "=" : "+" : ""));
        }
        return exclusion + spellings + quoted("[" + escaped(option.summary()) + "]" + value(option));
    }

    private static String value(Parameter<?> option) {
        return option.takesValue() ? message(option) : "";
    }

    private static Stream<String> operands(Usage command) {
        List<Parameter<?>> operands = command.operands();
        return IntStream.range(0, operands.size()).mapToObj(index -> operand(operands.get(index), index + 1));
    }

    private static String operand(Parameter<?> operand, int place) {
        return quoted((operand.repeats() ? "*" : String.valueOf(place)) + message(operand));
    }

    private static String message(Parameter<?> parameter) {
        List<String> choices = parameter.choices();
        String action =
                parameter.takesFile() ? "_files" : choices.isEmpty() ? " " : "(" + String.join(" ", choices) + ")";
        return ":" + escaped(parameter.label()) + ":" + action;
    }

    private static String escaped(String text) {
        return text.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
