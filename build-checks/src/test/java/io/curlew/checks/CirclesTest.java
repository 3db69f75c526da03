package io.curlew.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Within a package, files may use each other in circles; the larger such a circle, the more of them have to be
 * understood at once. Prints the largest of each package, and fails when one has grown. A file is a top-level class
 * here; what the compiler has folded, such as a constant of another class, leaves no trace.
 */
class CirclesTest {
    private static final String HEADING = """
            largest circle of files                  | files  circle  at most
            -----------------------------------------+-----------------------
            """;

    /** As small as they have become; in a package that is not here there is no circle. */
    private static final Map<String, Integer> AT_MOST = Map.ofEntries(
            Map.entry("io.curlew.engineio.client", 4),
            Map.entry("io.curlew.engineio.protocol", 3),
            Map.entry("io.curlew.engineio.transport", 3),
            Map.entry("io.curlew.socketio.client", 10),
            Map.entry("io.curlew.socketio.protocol", 2),
            Map.entry("io.curlew.testserver", 5),
            Map.entry("io.curlew.testserver.fault", 2),
            Map.entry("io.curlew.testserver.raw", 3));

    @Test
    void noCircleGrows() {
        StringBuilder table = new StringBuilder(HEADING);
        Map<String, Set<String>> grown = new TreeMap<>();
        packages().forEach((name, uses) -> {
            Set<String> largest = largestCircle(uses);
            int atMost = AT_MOST.getOrDefault(name, 1);
            if (largest.size() > 1) {
                table.append(String.format("%-40s | %5d  %6d  %7d%n", name, uses.size(), largest.size(), atMost));
            }
            if (largest.size() > atMost) {
                grown.put(name, largest);
            }
        });
        System.out.println(table);
        assertThat(grown).as("circles that have more files than before").isEmpty();
    }

    /** Returns for each package which file uses which others of it. */
    private static Map<String, Map<String, Set<String>>> packages() {
        Map<String, Map<String, Set<String>>> packages = new TreeMap<>();
        for (JavaClass type : ArchitectureTest.CLASSES) {
            Set<String> used = packages.computeIfAbsent(type.getPackageName(), absent -> new TreeMap<>())
                    .computeIfAbsent(file(type), absent -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().equals(type.getPackageName()))
                    .forEach(target -> used.add(file(target)));
        }
        return packages;
    }

    private static String file(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static Set<String> largestCircle(Map<String, Set<String>> uses) {
        Map<String, Set<String>> reached =
                uses.keySet().stream().collect(Collectors.toMap(file -> file, file -> reachedFrom(file, uses)));
        Set<String> largest = Set.of();
        for (String file : uses.keySet()) {
            Set<String> circle = reached.get(file).stream()
                    .filter(other -> reached.get(other).contains(file))
                    .collect(Collectors.toCollection(TreeSet::new));
            circle.add(file);
            largest = circle.size() > largest.size() ? circle : largest;
        }
        return largest;
    }

    private static Set<String> reachedFrom(String file, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(usedBy(file, uses));
        while (!next.isEmpty()) {
            String other = next.remove();
            if (reached.add(other)) {
                next.addAll(usedBy(other, uses));
            }
        }
        return reached;
    }

    private static Collection<String> usedBy(String file, Map<String, Set<String>> uses) {
        return uses.getOrDefault(file, Set.of());
    }
}
