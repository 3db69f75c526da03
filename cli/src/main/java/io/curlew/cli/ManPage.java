package io.curlew.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A page of section 1 of the manual, in the macros of man(7) as groff and mandoc know them. */
final class ManPage {
    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final CommandSpecs commands;
    private final Roff page = new Roff();

    ManPage(CommandSpec command, CommandSpecs commands) {
        this.command = command;
        this.usage = command.usageMessage();
        this.commands = commands;
    }

    String text() {
        String title = title(command);
        page.macro("TH", title.toUpperCase(Locale.ROOT), "1", Version.date(), "curlew " + Version.number(), "");
        page.section("NAME").text(title + " - " + lowerCase(CommandSpecs.summary(command)));
        page.section("SYNOPSIS").text(synopsis());
        page.section("DESCRIPTION").paragraphs(isRoot() ? usage.header() : usage.description());
        if (isRoot()) {
            subcommands();
        }
        arguments();
        options();
        examples();
        page.section("EXIT STATUS");
        usage.exitCodeList()
                .forEach((code, meaning) -> page.item(Roff.bold(code)).text(meaning));
        seeAlso();
        return page.toString();
    }

    private boolean isRoot() {
        return command == commands.root();
    }

    private static String title(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** What stands behind the dash of NAME is part of a list: no sentence. */
    private static String lowerCase(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1).replaceFirst("\\.$", "");
    }

    private String synopsis() {
        Help help = new Help(command, Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return help.abbreviatedSynopsis().strip();
    }

    private void subcommands() {
        page.section("COMMANDS");
        commands.byName().forEach((name, spec) -> page.item(Roff.bold(name)).text(CommandSpecs.summary(spec)));
    }

    private void arguments() {
        if (CommandSpecs.arguments(command).findAny().isPresent()) {
            page.section("ARGUMENTS");
            CommandSpecs.arguments(command)
                    .forEach(argument -> page.item(Roff.italic(argument.paramLabel()))
                            .text(String.join(" ", argument.description())));
        }
    }

    private void options() {
        page.section("OPTIONS");
        HelpText.optionsByHeading(command).forEach((heading, options) -> {
            page.subsection(heading);
            options.forEach(option -> page.item(names(option)).text(String.join(" ", option.description())));
        });
    }

    private static String names(OptionSpec option) {
        StringJoiner names = new StringJoiner(", ");
        Stream.of(option.names()).map(Roff::bold).forEach(names::add);
        String separator = option.longestName().startsWith("--") ? "=" : " ";
        return names + (CommandSpecs.takesValue(option) ? separator + Roff.italic(option.paramLabel()) : "");
    }

    private void examples() {
        if (usage.footer().length > 0) {
            page.section("EXAMPLES").paragraphs(usage.footer());
        }
    }

    private void seeAlso() {
        Set<String> others = new TreeSet<>(
                commands.byName().values().stream().map(ManPage::title).collect(Collectors.toSet()));
        others.add(title(commands.root()));
        others.remove(title(command));
        page.section("SEE ALSO").references(List.copyOf(others));
    }
}
