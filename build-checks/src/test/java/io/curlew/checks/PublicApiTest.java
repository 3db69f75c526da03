package io.curlew.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API of each published module is written down in its {@code api.txt}, so that nobody changes it by
 * accident. After a change, {@code -Dapi.update} writes the file again, provided that the change log has changed too.
 */
class PublicApiTest {
    private static final Path ROOT = Path.of("..");
    private static final String RECORDED = "changelog ";
    private static final String HOW =
            "the public API has changed: describe the change in CHANGELOG.md, then run this test with -Dapi.update";

    private static List<SourceFile> files = List.of();

    @BeforeAll
    static void parse() throws IOException {
        files = SourceFile.all();
    }

    static List<String> published() {
        return SourceFile.PUBLISHED;
    }

    @ParameterizedTest
    @MethodSource("published")
    void isWhatTheModulesFileSays(String module) throws Exception {
        Path file = ROOT.resolve(module).resolve("api.txt");
        List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> now = describe(module);
        boolean changed = !now.equals(before.stream().skip(2).toList());
        if (changed && Boolean.getBoolean("api.update")) {
            update(file, before, now);
        } else {
            assertThat(before.stream().skip(2)).as(HOW).containsExactlyElementsOf(now);
        }
    }

    private static void update(Path file, List<String> before, List<String> now) throws Exception {
        String changes = RECORDED + changelog();
        assertThat(before).as("%s has changed, but CHANGELOG.md has not", file).doesNotContain(changes);
        List<String> lines = new ArrayList<>();
        lines.add("# The public API of this module, written by PublicApiTest with -Dapi.update: see CONTRIBUTING.md.");
        lines.add(changes);
        lines.addAll(now);
        Files.write(file, lines);
    }

    private static List<String> describe(String module) throws IOException {
        List<SourceFile> sources = files.stream()
                .filter(file -> file.module().equals(module) && !file.isTest())
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
        List<String> lines = new ArrayList<>();
        sources.forEach(source -> lines.addAll(PublicApi.ofModule(source)));
        packages(sources).forEach((name, types) -> {
            lines.add("");
            lines.add("package " + name);
            lines.addAll(types);
        });
        return lines;
    }

    /** Returns what each exported package has, or each package of a module without a name. */
    private static Map<String, List<String>> packages(List<SourceFile> sources) throws IOException {
        boolean named = sources.stream().anyMatch(file -> file.tree().getModule() != null);
        List<String> exported =
                sources.stream().flatMap(file -> file.exports().stream()).toList();
        Map<String, List<String>> types = new TreeMap<>();
        for (SourceFile source : sources) {
            List<String> api = PublicApi.of(source);
            if (!api.isEmpty() && (!named || exported.contains(source.packageName()))) {
                types.computeIfAbsent(source.packageName(), name -> new ArrayList<>())
                        .addAll(api);
            }
        }
        return types;
    }

    /** Returns a digest of what the next version changes. */
    private static String changelog() throws IOException, NoSuchAlgorithmException {
        String all = Files.readString(ROOT.resolve("CHANGELOG.md"));
        int from = all.indexOf("## [Unreleased]");
        int to = all.indexOf("\n## [", from + 1);
        String unreleased = all.substring(from, to < 0 ? all.length() : to);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(unreleased.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest, 0, 8);
    }
}
