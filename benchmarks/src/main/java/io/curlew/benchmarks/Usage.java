package io.curlew.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What this process has used so far. Allocation counts the threads that are alive, which here are all. */
record Usage(long wallNanos, long cpuNanos, long compilerNanos, long allocatedBytes, long rssBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private static int threadsAtStart;

    /** What threads there are from now on, the client has added. */
    static void start() {
        threadsAtStart = THREADS.getThreadCount();
    }

    static Usage now() {
        long allocated = Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        long rss = status("VmRSS:");
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), Compiler.cpuNanos(), allocated, rss);
    }

    /** Returns the line that answers a task. */
    String until(Usage end, Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "{\"wall\":%d,\"cpu\":%d,\"compiler\":%d,\"allocated\":%d,\"rss\":%d,\"heap\":%d,\"peak\":%d,\"threads\":%d,\"p50\":%d,\"p99\":%d,\"p999\":%d}",
                end.wallNanos - wallNanos,
                end.cpuNanos - cpuNanos,
                end.compilerNanos - compilerNanos,
                end.allocatedBytes - allocatedBytes,
                status("VmRSS:"),
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                status("VmHWM:") - rssBytes,
                THREADS.getThreadCount() - threadsAtStart,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9));
    }

    /** Lets the peak of the resident set, which a later answer tells, start from here. */
    static void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException notAllowed) {
            System.err.println("The peak of the memory can't be reset: " + notAllowed);
        }
    }

    private static long status(String line) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(each -> each.startsWith(line))
                    .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noLinux) {
            throw new UncheckedIOException(noLinux);
        }
    }
}
