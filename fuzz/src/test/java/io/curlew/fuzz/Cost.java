package io.curlew.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What it may cost to read an input: CPU time and allocated memory, both in proportion to the bytes that came. A reader
 * that stays below is neither quadratic nor does it believe a length that a peer made up.
 *
 * @param freeBytes what may be allocated for any input, however short
 * @param bytesPerByte what may be allocated for each byte of the input
 */
public record Cost(long freeBytes, long bytesPerByte) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** So much any input may take: classes are loaded and compiled meanwhile. */
    private static final long FREE_NANOS = 50_000_000;
    /** A hundred times what our slowest reader takes when it is compiled; instrumented for the fuzzer it is slower. */
    private static final long NANOS_PER_BYTE = 2_000;
    /** The first run of new code pays for its classes, any run may meet the compiler: the cheapest counts. */
    private static final int RUNS = 4;

    /** Reads an input. What this throws is a finding. */
    @FunctionalInterface
    public interface Reading {
        void run() throws Exception;
    }

    /**
     * Reads an input, on the calling thread, and again if that was too dear.
     *
     * @throws AssertionError when each time it was
     */
    public void check(int inputBytes, Reading reading) throws Exception {
        long allowedNanos = FREE_NANOS + NANOS_PER_BYTE * inputBytes;
        long allowedBytes = freeBytes + bytesPerByte * inputBytes;
        long nanos = Long.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && (nanos > allowedNanos || bytes > allowedBytes); run++) {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long nanosBefore = THREADS.getCurrentThreadCpuTime();
            reading.run();
            nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - nanosBefore);
            bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore);
        }
        require(nanos <= allowedNanos, inputBytes, nanos / 1000, allowedNanos / 1000, "µs of CPU time");
        require(bytes <= allowedBytes, inputBytes, bytes, allowedBytes, "bytes of memory");
    }

    private static void require(boolean kept, int inputBytes, long took, long allowed, String what) {
        if (!kept) {
            throw new AssertionError(
                    inputBytes + " bytes of input took " + took + " " + what + ", and may take " + allowed);
        }
    }
}
