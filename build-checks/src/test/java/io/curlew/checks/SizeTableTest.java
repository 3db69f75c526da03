package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prints how large files and methods are and how much of each module is hidden, for people to look at. */
class SizeTableTest {
    private static final String HEADING = """
            lines                    |          files           |      methods       |    top-level types
                                     |    n  median   95 %  max |     n   95 %  max  |    n  public  exported
            -------------------------+--------------------------+--------------------+------------------------
            """;

    @Test
    void everyBuildShowsItsSize() throws IOException {
        List<SourceFile> files = SourceFile.all();
        Set<String> exported =
                files.stream().flatMap(file -> file.exports().stream()).collect(Collectors.toSet());

        StringBuilder table = new StringBuilder(HEADING);
        Map<Boolean, List<SourceFile>> byKind = files.stream()
                .filter(file -> !file.types().isEmpty())
                .collect(Collectors.partitioningBy(SourceFile::isTest));
        byKind.get(false).stream()
                .collect(Collectors.groupingBy(SourceFile::module, TreeMap::new, Collectors.toList()))
                .forEach((module, its) -> table.append(row(module, its, exported)));
        table.append(row("all but tests", byKind.get(false), exported));
        table.append(row("tests", byKind.get(true), exported));

        System.out.println(table);
        assertThat(files).isNotEmpty();
    }

    private static String row(String name, List<SourceFile> files, Set<String> exported) {
        List<Long> fileLines = sorted(files.stream().map(SourceFile::lines));
        List<Long> methodLines =
                sorted(files.stream().map(SourceFile::methodLines).flatMap(Collection::stream));
        return String.format(
                "%-24s | %4d  %6d  %5d %4d | %5d  %5d %4d  | %4d  %5d%%  %7d%%%n",
                name,
                fileLines.size(),
                percentile(fileLines, 50),
                percentile(fileLines, 95),
                percentile(fileLines, 100),
                methodLines.size(),
                percentile(methodLines, 95),
                percentile(methodLines, 100),
                types(files.stream()).count(),
                share(files, file -> true),
                share(files, file -> exported.contains(file.packageName())));
    }

    private static List<Long> sorted(Stream<Long> lengths) {
        return lengths.sorted().toList();
    }

    /** The smallest length that so many percent do not exceed; 0 of nothing. */
    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    private static long share(List<SourceFile> files, Predicate<SourceFile> in) {
        long some =
                types(files.stream().filter(in)).filter(SourceFile::isPublic).count();
        return Math.round(100.0 * some / Math.max(1, types(files.stream()).count()));
    }

    private static Stream<ClassTree> types(Stream<SourceFile> files) {
        return files.flatMap(file -> file.types().stream());
    }
}
