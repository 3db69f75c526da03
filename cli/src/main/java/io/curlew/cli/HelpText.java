package io.curlew.cli;

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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
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

    static CommandLine install(CommandLine command, Usage usage) {
        command.setHelpSectionKeys(SECTIONS);
        Map<String, CommandLine.IHelpSectionRenderer> renderers = new LinkedHashMap<>(command.getHelpSectionMap());
        renderers.put(SECTION_KEY_HEADER, help -> paragraph(help.header()));
        renderers.put(SECTION_KEY_DESCRIPTION, help -> paragraph(help.description()));
        renderers.put(SECTION_KEY_PARAMETER_LIST, help -> section("Arguments", help.parameterList()));
        renderers.put(SECTION_KEY_OPTION_LIST, help -> options(help, usage));
        command.setHelpSectionMap(renderers);
        return command;
    }

    private static String options(Help help, Usage usage) {
        StringBuilder text = new StringBuilder();
        List<OptionSpec> all = help.commandSpec().options();
        usage.optionsByGroup().forEach((group, parameters) -> {
            List<OptionSpec> options = parameters.stream()
                    .map(parameter -> (OptionSpec) parameter.spec())
                    .toList();
            Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
            layout.addAllOptions(options, help.parameterLabelRenderer());
            text.append(section(group.heading(), layout.toString()));
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
