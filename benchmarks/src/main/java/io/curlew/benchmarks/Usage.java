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
record Usage(long wallNanos, long cpuNanos, long allocatedBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static Usage now() {
        long allocated = Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
    }

    /** Returns the line that answers a task. */
    String until(Usage end, Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "{\"wall\":%d,\"cpu\":%d,\"allocated\":%d,\"rss\":%d,\"threads\":%d,\"p50\":%d,\"p99\":%d,\"p999\":%d}",
                end.wallNanos - wallNanos,
                end.cpuNanos - cpuNanos,
                end.allocatedBytes - allocatedBytes,
                rssBytes(),
                THREADS.getThreadCount(),
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getValueAtPercentile(99.9));
    }

    private static long rssBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noLinux) {
            throw new UncheckedIOException(noLinux);
        }
    }
}
