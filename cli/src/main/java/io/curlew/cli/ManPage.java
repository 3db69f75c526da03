package io.curlew.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A page of section 1 of the manual, in the macros of man(7) as groff and mandoc know them. */
final class ManPage {
    private final Usage command;
    private final Usages commands;
    private final Roff page = new Roff();

    ManPage(Usage command, Usages commands) {
        this.command = command;
        this.commands = commands;
    }

    String text() {
        String title = title(command);
        page.macro("TH", title.toUpperCase(Locale.ROOT), "1", Version.date(), "curlew " + Version.number(), "");
        page.section("NAME").text(title + " - " + lowerCase(command.summary()));
        page.section("SYNOPSIS").text(command.synopsis());
        page.section("DESCRIPTION").paragraphs(isRoot() ? List.of(command.summary()) : command.description());
        if (isRoot()) {
            subcommands();
        }
        arguments();
        options();
        examples();
        page.section("EXIT STATUS");
        ExitCode.meanings()
                .forEach((code, meaning) -> page.item(Roff.bold(code)).text(meaning));
        seeAlso();
        return page.toString();
    }

    private boolean isRoot() {
        return command == commands.root();
    }

    private static String title(Usage command) {
        return command.qualifiedName("-");
    }

    /** What stands behind the dash of NAME is part of a list: no sentence. */
    private static String lowerCase(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1).replaceFirst("\\.$", "");
    }

    private void subcommands() {
        page.section("COMMANDS");
        commands.byName().forEach((name, usage) -> page.item(Roff.bold(name)).text(usage.summary()));
    }

    private void arguments() {
        if (!command.operands().isEmpty()) {
            page.section("ARGUMENTS");
            command.operands()
                    .forEach(operand -> page.item(Roff.italic(operand.label())).text(operand.description()));
        }
    }

    private void options() {
        page.section("OPTIONS");
        command.optionsByGroup().forEach((group, options) -> {
            page.subsection(group.heading());
            options.forEach(option -> page.item(names(option)).text(option.description()));
        });
    }

    private static String names(Parameter<?> option) {
        StringJoiner names = new StringJoiner(", ");
        option.names().stream().map(Roff::bold).forEach(names::add);
        String separator = option.longestName().startsWith("--") ? "=" : " ";
        return names + (option.takesValue() ? separator + Roff.italic(option.label()) : "");
    }

    private void examples() {
        if (!command.examples().isEmpty()) {
            page.section("EXAMPLES").paragraphs(command.examples());
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
