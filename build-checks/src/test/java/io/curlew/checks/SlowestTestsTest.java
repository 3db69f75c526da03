package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/** Prints the test classes that took longest, from the reports of all modules, so that growth is seen. */
class SlowestTestsTest {
    private static final int SHOWN = 20;

    private record Report(String module, String type, double seconds, int tests) {}

    @Test
    void everyBuildShowsItsSlowestTestClasses() throws Exception {
        List<Report> reports = new ArrayList<>();
        for (Path directory : reportDirectories()) {
            try (var files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
                for (Path file : files) {
                    reports.add(read(file));
                }
            }
        }
        StringBuilder table = new StringBuilder("   seconds  tests  class\n");
        reports.stream()
                .sorted(Comparator.comparingDouble(Report::seconds).reversed())
                .limit(SHOWN)
                .forEach(report -> table.append(String.format(
                        Locale.ROOT,
                        "%10.1f  %5d  %s %s%n",
                        report.seconds(),
                        report.tests(),
                        report.module(),
                        report.type())));
        System.out.println(table);
        assertThat(reports).as("the reports of the modules before this one").isNotEmpty();
    }

    /** Beside this module's own: an ordinary build's and a fast one's are in different places. */
    private static List<Path> reportDirectories() throws Exception {
        Path testClasses = Path.of(SlowestTestsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path module = Path.of("").toAbsolutePath();
        Path output = module.relativize(testClasses.getParent());
        try (var modules = Files.list(module.getParent())) {
            return modules.filter(other -> !other.equals(module))
                    .map(other -> other.resolve(output))
                    .flatMap(built ->
                            List.of(built.resolve("surefire-reports"), built.resolve("failsafe-reports")).stream())
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static Report read(Path file) throws IOException, XMLStreamException {
        try (var content = Files.newInputStream(file)) {
            XMLStreamReader suite = XMLInputFactory.newFactory().createXMLStreamReader(content);
            suite.nextTag();
            String type = suite.getAttributeValue(null, "name");
            int tests = Integer.parseInt(suite.getAttributeValue(null, "tests"));
            Path module = Path.of("").toAbsolutePath().getParent().relativize(file.toAbsolutePath());
            return new Report(
                    module.getName(0).toString(), type.substring(type.lastIndexOf('.') + 1), ownSeconds(suite), tests);
        }
    }

    /** Returns the time of its tests: the suite's own has that of classes which ran in between, on the same thread. */
    private static double ownSeconds(XMLStreamReader suite) throws XMLStreamException {
        double seconds = 0;
        while (suite.hasNext()) {
            if (suite.next() == XMLStreamReader.START_ELEMENT
                    && suite.getLocalName().equals("testcase")) {
                seconds += Double.parseDouble(suite.getAttributeValue(null, "time"));
            }
        }
        return seconds;
    }
}
