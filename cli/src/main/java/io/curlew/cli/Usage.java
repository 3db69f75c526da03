package io.curlew.cli;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What a command is for, and what its line may say: the help, the manual and the shells tell it. */
final class Usage {
    static final String CURLEW = "curlew";

    private final String name;
    private final String summary;
    private final Map<OptionGroup, List<Parameter<?>>> options = new EnumMap<>(OptionGroup.class);
    private final List<Parameter<?>> operands = new ArrayList<>();
    private final Parameter<Boolean> help =
            Parameter.option("-h, --help", "Show this help message and exit.").helpFlag();
    private final Parameter<Boolean> version = Parameter.option("-V, --version", "Print version information and exit.")
            .versionFlag();
    private final List<String> description = new ArrayList<>();
    private List<String> examples = List.of();

    /** @param name the command's, empty for curlew itself */
    Usage(String name, String summary) {
        this.name = name;
        this.summary = summary;
        options(OptionGroup.HELP, help, version);
    }

    /** Says more, in lines that may be long; one that begins with a blank stays as it is. */
    Usage description(String... lines) {
        return description(List.of(lines));
    }

    Usage description(List<String> lines) {
        description.addAll(lines);
        return this;
    }

    Usage examples(String... lines) {
        examples = List.of(lines);
        return this;
    }

    Usage options(OptionGroup group, Parameter<?>... more) {
        options.computeIfAbsent(group, none -> new ArrayList<>()).addAll(List.of(more));
        return this;
    }

    /** Adds operands behind those that are there. */
    Usage operands(Parameter<?>... more) {
        operands.addAll(List.of(more));
        return this;
    }

    String name() {
        return name;
    }

    /** Returns the name with curlew's before it. */
    String qualifiedName(String separator) {
        return name.isEmpty() ? CURLEW : CURLEW + separator + name;
    }

    /** Returns what the command is for, in a sentence. */
    String summary() {
        return summary;
    }

    List<String> description() {
        return description;
    }

    List<String> examples() {
        return examples;
    }

    List<Parameter<?>> operands() {
        return operands;
    }

    /** Returns the options in the order of their names. */
    List<Parameter<?>> options() {
        List<Parameter<?>> all = new ArrayList<>();
        options.values().forEach(all::addAll);
        return sorted(all);
    }

    /** Returns the options by what they are about, those of its own first. */
    Map<OptionGroup, List<Parameter<?>>> optionsByGroup() {
        Map<OptionGroup, List<Parameter<?>>> groups = new EnumMap<>(OptionGroup.class);
        options.forEach((group, unsorted) -> groups.put(group, sorted(unsorted)));
        return groups;
    }

    private static List<Parameter<?>> sorted(List<Parameter<?>> options) {
        return options.stream().sorted(comparing(Parameter::longestName)).toList();
    }

    String synopsis() {
        StringJoiner words = new StringJoiner(" ").add(qualifiedName(" ")).add("[OPTIONS]");
        if (name.isEmpty()) {
            words.add("COMMAND");
        }
        operands.forEach(operand -> words.add(operand.shown()));
        return words.toString();
    }

    /** Returns the command as picocli knows it; what runs it is the object. */
    CommandSpec spec(Object command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name.isEmpty() ? CURLEW : name);
        operands.forEach(operand -> spec.addPositional((PositionalParamSpec) operand.spec()));
        options.values().forEach(group -> group.forEach(option -> spec.addOption((OptionSpec) option.spec())));
        spec.versionProvider(() -> new String[] {Version.line()});
        spec.usageMessage()
                .header(Parameter.escaped(summary))
                .description(escaped(description))
                .footerHeading(examples.isEmpty() ? "" : "%n" + (examples.size() == 1 ? "Example" : "Examples") + ":%n")
                .footer(escaped(examples))
                .abbreviateSynopsis(true)
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        return spec;
    }

    private static String[] escaped(List<String> lines) {
        return lines.stream().map(Parameter::escaped).toArray(String[]::new);
    }
}
