package io.curlew.cli;

import static java.util.Comparator.comparing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands, as far as shells that complete and manuals want to know them: what {@code --help} knows too. */
final class CommandSpecs {
    private final CommandLine line;

    CommandSpecs(CommandLine line) {
        this.line = line;
    }

    CommandSpec root() {
        return line.getCommandSpec();
    }

    /** Returns the commands by their names, in the order of the help. */
    Map<String, CommandSpec> byName() {
        Map<String, CommandSpec> commands = new LinkedHashMap<>();
        line.getSubcommands().forEach((name, command) -> commands.put(name, command.getCommandSpec()));
        return commands;
    }

    /** Returns whether a command of this name is told another's. */
    static boolean takesCommand(String name) {
        return name.equals("help") || name.equals("man");
    }

    /** Returns the options in the order of their long names. */
    static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(comparing(OptionSpec::longestName))
                .toList();
    }

    /** Returns what the command is for, in a sentence. */
    static String summary(CommandSpec command) {
        return String.join(" ", command.usageMessage().header());
    }

    /** Returns the first sentence of an argument's description, without its default. */
    static String summary(ArgSpec arg) {
        String description = String.join(" ", arg.description());
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    static boolean takesFile(ArgSpec arg) {
        Class<?>[] within = arg.typeInfo().getAuxiliaryTypes(); // of an Optional or a list
        return arg.typeInfo().getType() == Path.class || List.of(within).contains(Path.class);
    }

    /** Returns the values to choose from, none where they are not known. */
    static List<String> choices(ArgSpec arg) {
        if (arg.completionCandidates() == null) {
            return List.of();
        }
        List<String> choices = new ArrayList<>();
        StreamSupport.stream(arg.completionCandidates().spliterator(), false).forEach(choices::add);
        return choices;
    }

    /** Returns the command's arguments that are no options, in their order. */
    static Stream<PositionalParamSpec> arguments(CommandSpec command) {
        return command.positionalParameters().stream();
    }
}
