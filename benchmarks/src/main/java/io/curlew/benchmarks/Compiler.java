package io.curlew.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The JVM's threads that compile: what they take is part of the process's time, and gets less the longer it runs. */
final class Compiler {
    private static final Path THREADS = Path.of("/proc/self/task");

    private Compiler() {}

    /** Returns the processor time that those threads have taken which are alive. */
    static long cpuNanos() {
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.filter(Compiler::compiles)
                    .mapToLong(Compiler::cpuNanos)
                    .sum();
        } catch (IOException noLinux) {
            throw new UncheckedIOException(noLinux);
        }
    }

    private static boolean compiles(Path thread) {
        String name = read(thread.resolve("comm"));
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }

    /** The first number is the nanoseconds on a processor. */
    private static long cpuNanos(Path thread) {
        String times = read(thread.resolve("schedstat"));
        return times.isEmpty() ? 0 : Long.parseLong(times.substring(0, times.indexOf(' ')));
    }

    /** Returns nothing of a thread that has ended meanwhile. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
