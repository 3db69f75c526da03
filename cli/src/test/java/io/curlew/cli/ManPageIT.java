package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testsupport.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the manual as the two programs that format them see them. */
class ManPageIT {
    @TempDir
    private Path directory;

    @Test
    void mandocFindsNothingToComplainOf() throws Exception {
        Programs.need("mandoc");
        for (String page : pages()) {
            assertThat(Programs.run("mandoc", "-T", "lint", "-W", "warning", page))
                    .isEmpty();
        }
    }

    @Test
    void groffFindsNothingToComplainOf() throws Exception {
        Programs.need("groff");
        for (String page : pages()) {
            assertThat(Programs.run("groff", "-man", "-ww", "-z", page)).isEmpty();
        }
    }

    private String[] pages() throws Exception {
        return CurlewTest.commands().map(command -> page("man", command)).toArray(String[]::new);
    }

    private String page(String... line) {
        try {
            Path file = directory.resolve(line[line.length - 1] + ".1");
            return Files.write(file, Run.of(line).out()).toString();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
