package io.curlew.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What makes bash complete command lines. */
final class BashCompletion {
    /** bash takes {@code =}, {@code :} and {@code @} for ends of words. */
    private static final String FRAME = """
            # Completes curlew in bash. Made by curlew completion bash.

            _curlew() {
                local word=$2 before=$3 offers='' files='' offer
                COMPREPLY=()
                if [[ $before == '=' ]]; then
                    before=${COMP_WORDS[COMP_CWORD - 2]}
                elif [[ $word == '=' ]]; then
                    word=''
                fi
                if ((COMP_CWORD == 1)); then
                    offers='COMMANDS'
                elif [[ $before == @ ]]; then
                    files=1
                else
                    case ${COMP_WORDS[1]} in
            CASES
                    esac
                fi
                if [[ -n $files ]]; then
                    compopt -o filenames 2>/dev/null
                    while IFS= read -r offer; do
                        COMPREPLY+=("$offer")
                    done < <(compgen -f -- "$word")
                else
                    while IFS= read -r offer; do
                        COMPREPLY+=("$offer")
                    done < <(compgen -W "$offers" -- "$word")
                fi
            }

            complete -F _curlew curlew
            """;

    private final Usages commands;

    BashCompletion(Usages commands) {
        this.commands = commands;
    }

    String script() {
        List<String> first = new ArrayList<>(commands.byName().keySet());
        first.addAll(names(commands.root().options()));
        return FRAME.replace("COMMANDS", String.join(" ", first)).replace("CASES\n", cases());
    }

    private String cases() {
        StringBuilder lines = new StringBuilder();
        commands.byName().forEach((name, command) -> {
            lines.append("        ").append(name).append(")\n            case $before in\n");
            values(command).forEach(lines::append);
            lines.append(onePattern("*", "offers='" + String.join(" ", words(command)) + "'"));
            lines.append("            esac\n            ;;\n");
        });
        return lines.toString();
    }

    private static Stream<String> values(Usage command) {
        return command.options().stream()
                .filter(Parameter::takesValue)
                .map(option -> onePattern(String.join(" | ", option.names()), value(option)));
    }

    private static String value(Parameter<?> option) {
        return option.takesFile() ? "files=1" : "offers='" + String.join(" ", option.choices()) + "'";
    }

    private static String onePattern(String pattern, String then) {
        return "            " + pattern + ") " + then + " ;;\n";
    }

    private static List<String> words(Usage command) {
        List<String> words = names(command.options());
        command.operands().forEach(operand -> words.addAll(operand.choices()));
        return words;
    }

    private static List<String> names(List<Parameter<?>> options) {
        List<String> names = new ArrayList<>();
        options.forEach(option -> names.addAll(option.names()));
        return names;
    }
}
