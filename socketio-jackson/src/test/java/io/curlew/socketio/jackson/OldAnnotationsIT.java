package io.curlew.socketio.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.curlew.socketio.protocol.JsonCodec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose other libraries keep Jackson's annotations at a version before that which Jackson 3 needs. */
class OldAnnotationsIT {
    /** What versions before 2.21 do not have. */
    private static final Set<String> NEW = Set.of("JsonSerializeAs", "JsonDeserializeAs");

    @TempDir
    private Path directory;

    /** The program. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            try {
                System.out.println("loaded " + JsonCodec.load());
            } catch (IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    void areNamedWithTheWayOut() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), UTF_8);
        assertThat(program.waitFor()).as(output).isZero();
        assertThat(output)
                .startsWith("The JSON codec can't be loaded: ")
                .contains("jackson-annotations is older than 2.21", "curlew-socketio-jackson2");
    }

    private String classPath() throws Exception {
        Path annotations = Path.of(JsonProperty.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> entries = Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.equals(annotations.toString()) ? older(annotations) : entry)
                .collect(Collectors.toList());
        entries.add(Path.of(getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("test-classes")
                .toString());
        return String.join(File.pathSeparator, entries);
    }

    private String older(Path annotations) {
        Path old = directory.resolve("annotations.jar");
        try (JarFile from = new JarFile(annotations.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(old))) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (NEW.stream().noneMatch(entry.getName()::contains)) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream content = from.getInputStream(entry)) {
                        content.transferTo(to);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return old.toString();
    }
}
