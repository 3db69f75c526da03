package io.curlew.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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

    private final CommandSpecs commands;
    private final StringBuilder script = new StringBuilder(HEAD);

    FishCompletion(CommandSpecs commands) {
        this.commands = commands;
    }

    String script() {
        options("", commands.root());
        commands.byName().forEach((name, command) -> {
            line("", "-a " + name, CommandSpecs.summary(command));
            options(name, command);
        });
        commands.byName().keySet().stream()
                .filter(CommandSpecs::takesCommand)
                .forEach(name ->
                        line(name, "-a " + words(List.copyOf(commands.byName().keySet())), ""));
        return script.toString().stripTrailing();
    }

    private void options(String name, CommandSpec command) {
        CommandSpecs.options(command)
                .forEach(option -> line(name, names(option) + value(option), CommandSpecs.summary(option)));
        CommandSpecs.arguments(command)
                .filter(argument -> !CommandSpecs.choices(argument).isEmpty())
                .forEach(argument -> line(name, "-a " + words(CommandSpecs.choices(argument)), ""));
    }

    private static String names(OptionSpec option) {
        return List.of(option.names()).stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String value(OptionSpec option) {
        if (!CommandSpecs.takesValue(option)) {
            return "";
        }
        return CommandSpecs.takesFile(option) ? " -r -F" : " -x" + choices(option);
    }

    private static String choices(ArgSpec arg) {
        List<String> choices = CommandSpecs.choices(arg);
        return choices.isEmpty() ? "" : " -a " + words(choices);
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
