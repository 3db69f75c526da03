package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManPageTest {

    @Test
    void aPageHasTheSectionsThatReadersLookFor() {
        assertThat(Run.of("man", "call").out())
                .filteredOn(line -> line.startsWith(".SH"))
                .containsExactly(
                        ".SH \"NAME\"",
                        ".SH \"SYNOPSIS\"",
                        ".SH \"DESCRIPTION\"",
                        ".SH \"ARGUMENTS\"",
                        ".SH \"OPTIONS\"",
                        ".SH \"EXAMPLES\"",
                        ".SH \"EXIT STATUS\"",
                        ".SH \"SEE ALSO\"");
    }

    @Test
    void theFirstPageIsAboutCurlewAndNamesTheCommands() {
        assertThat(Run.of("man").out())
                .first()
                .asString()
                .matches("\\.TH \"CURLEW\" \"1\" \"\\d{4}-\\d\\d-\\d\\d\" \"curlew .*\" \"\"");
        assertThat(Run.of("man").out()).contains(".SH \"COMMANDS\"", "\\fBcall\\fR", ".BR curlew\\-call (1),");
    }

    @Test
    void thereIsNoPageAboutWhatIsNoCommand() {
        Run run = Run.of("man", "nope");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).first().isEqualTo("curlew man: unknown command nope");
    }

    @Test
    void whatMeansSomethingToRoffIsEscaped() {
        Roff roff = new Roff().text("a-b \\n 'x' ~^`").text(".TH").text("'br").macro("SH", "a \"b\"");
        assertThat(roff.toString().lines().toList())
                .isEqualTo(List.of(
                        "a\\-b \\en \\(aqx\\(aq \\(ti\\(ha\\(ga", "\\&.TH", "\\(aqbr", ".SH \"a \\(dqb\\(dq\""));
    }

    @Test
    void linesThatBeginWithBlanksStayAsTheyAre() {
        Roff roff = new Roff().paragraphs(List.of("One", "two.", "", "  three", "  four", "", "Five."));
        assertThat(roff.toString().lines().toList())
                .isEqualTo(List.of("One", "two.", ".PP", ".EX", "  three", "  four", ".EE", ".PP", "Five."));
    }
}
