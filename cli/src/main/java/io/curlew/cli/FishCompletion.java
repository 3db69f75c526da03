package io.curlew.cli;

import java.util.List;
import java.util.stream.Collectors;

/** What makes fish complete command lines. */
final class FishCompletion {
    private static final String HEAD = """
            # Completes curlew in fish. Made by curlew completion fish.

            # The command that stands behind curlew: true for that one, or, without one, before there is any.
            function __curlew_command
                set -l words (commandline -opc)
                test "$words[2]" = "$argv[1]"
            end

            complete -c curlew -f
            """;

    private final Usages commands;
    private final StringBuilder script = new StringBuilder(HEAD);

    FishCompletion(Usages commands) {
        this.commands = commands;
    }

    String script() {
        options("", commands.root());
        commands.byName().forEach((name, command) -> {
            line("", "-a " + name, command.summary());
            options(name, command);
        });
        return script.toString().stripTrailing();
    }

    private void options(String name, Usage command) {
        command.options().forEach(option -> line(name, names(option) + value(option), option.summary()));
        command.operands().stream()
                .filter(operand -> !operand.choices().isEmpty())
                .forEach(operand -> line(name, "-a " + words(operand.choices()), ""));
    }

    private static String names(Parameter<?> option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String value(Parameter<?> option) {
        if (!option.takesValue()) {
            return "";
        }
        return option.takesFile() ? " -r -F" : " -x" + choices(option);
    }

    private static String choices(Parameter<?> option) {
        return option.choices().isEmpty() ? "" : " -a " + words(option.choices());
    }

    private static String words(List<String> words) {
        return quoted(String.join(" ", words));
    }

    private void line(String command, String what, String description) {
        script.append("complete -c curlew -n ")
                .append(quoted("__curlew_command " + command).replace(" '", "'"));
        script.append(' ').append(what);
        if (!description.isEmpty()) {
            script.append(" -d ").append(quoted(description));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
