package io.curlew.cli;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_HEADER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} shows, in which order: how to call it, what it does, and its options by what they are about. */
final class HelpText {
    private static final List<String> SECTIONS = List.of(
            SECTION_KEY_SYNOPSIS_HEADING,
            SECTION_KEY_SYNOPSIS,
            SECTION_KEY_HEADER,
            SECTION_KEY_DESCRIPTION,
            SECTION_KEY_COMMAND_LIST_HEADING,
            SECTION_KEY_COMMAND_LIST,
            SECTION_KEY_PARAMETER_LIST,
            SECTION_KEY_OPTION_LIST,
            SECTION_KEY_FOOTER_HEADING,
            SECTION_KEY_FOOTER,
            SECTION_KEY_EXIT_CODE_LIST_HEADING,
            SECTION_KEY_EXIT_CODE_LIST);

    private HelpText() {}

    static CommandLine install(CommandLine command) {
        command.setHelpSectionKeys(SECTIONS);
        Map<String, CommandLine.IHelpSectionRenderer> renderers = new LinkedHashMap<>(command.getHelpSectionMap());
        renderers.put(SECTION_KEY_HEADER, help -> paragraph(help.header()));
        renderers.put(SECTION_KEY_DESCRIPTION, help -> paragraph(help.description()));
        renderers.put(SECTION_KEY_PARAMETER_LIST, help -> section("Arguments", help.parameterList()));
        renderers.put(SECTION_KEY_OPTION_LIST, HelpText::options);
        command.setHelpSectionMap(renderers);
        command.getSubcommands().values().forEach(HelpText::install);
        return command;
    }

    /** Returns a command's options under the headings of what they are about, those of its own first. */
    static Map<String, List<OptionSpec>> optionsByHeading(CommandSpec command) {
        Map<String, List<OptionSpec>> groups = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(comparing(OptionSpec::longestName))
                .collect(groupingBy(HelpText::heading, LinkedHashMap::new, toList()));
        Map<String, List<OptionSpec>> ordered = new LinkedHashMap<>();
        for (OptionGroup group : OptionGroup.values()) {
            List<OptionSpec> options = groups.get(group.heading());
            if (options != null) {
                ordered.put(group.heading(), options);
            }
        }
        return ordered;
    }

    private static String heading(OptionSpec option) {
        return option.userObject() instanceof Field field
                ? OptionGroup.of(field.getDeclaringClass()).heading()
                : OptionGroup.HELP.heading();
    }

    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        List<OptionSpec> all = help.commandSpec().options();
        optionsByHeading(help.commandSpec()).forEach((heading, options) -> {
            Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
            layout.addAllOptions(options, help.parameterLabelRenderer());
            text.append(section(heading, layout.toString()));
        });
        return text.toString();
    }

    private static String section(String heading, String body) {
        return body.isEmpty() ? "" : System.lineSeparator() + heading + ":" + System.lineSeparator() + body;
    }

    private static String paragraph(String text) {
        return text.isBlank() ? "" : System.lineSeparator() + text;
    }
}
