package io.curlew.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Text for man, with everything in it that would mean something to roff escaped. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + escaped(words) + "\\fR";
    }

    /** Writes a macro with arguments, which are escaped, but for dashes: a date has some. */
    Roff macro(String name, String... arguments) {
        text.append('.').append(name);
        for (String argument : arguments) {
            text.append(" \"")
                    .append(escaped(argument).replace("\\-", "-").replace("\"", "\\(dq"))
                    .append('"');
        }
        text.append('\n');
        return this;
    }

    Roff section(String heading) {
        return macro("SH", heading);
    }

    Roff subsection(String heading) {
        return macro("SS", heading);
    }

    /** Begins an item; what names it is made of {@link #bold} and {@link #italic}. */
    Roff item(String label) {
        text.append(".TP\n").append(label).append('\n');
        return this;
    }

    Roff text(String words) {
        text.append(line(words)).append('\n');
        return this;
    }

    /** Writes lines of help: an empty one ends a paragraph, and those that begin with blanks stay as they are. */
    Roff paragraphs(List<String> lines) {
        boolean first = true;
        boolean asIs = false;
        boolean ended = false;
        for (String help : lines) {
            boolean indented = help.startsWith("  ");
            if (asIs != indented) {
                text.append(first ? "" : indented ? ".PP\n" : ".EE\n").append(indented ? ".EX\n" : "");
            }
            first = false;
            if (ended && !indented && !help.isEmpty()) {
                text.append(".PP\n");
            }
            asIs = indented;
            ended = help.isEmpty();
            if (!ended) {
                text(help);
            }
        }
        text.append(asIs ? ".EE\n" : "");
        return this;
    }

    /** Writes names of pages of section 1. */
    Roff references(List<String> pages) {
        String between = " (1),\n.BR ";
        text.append(".BR ")
                .append(pages.stream().map(Roff::escaped).collect(joining(between)))
                .append(" (1)\n");
        return this;
    }

    /** A dot or an apostrophe at its beginning would make a line a request. */
    private static String line(String words) {
        String escaped = escaped(words);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    /**
     * A dash is a minus sign, which can be copied into a shell; an apostrophe, caret or tilde stays what it is, too.
     */
    private static String escaped(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("`", "\\(ga");
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
