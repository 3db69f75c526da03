package io.curlew.benchmarks;

import java.util.Locale;
import java.util.stream.IntStream;

/** The median of the ratios of one round each, and the 95 % interval of that median by order statistics. */
record Ratio(double median, double low, double high) {
    private static final double TAIL = 0.025;

    static Ratio of(double[] ours, double[] theirs) {
        double[] sorted = IntStream.range(0, ours.length)
                .mapToDouble(i -> ours[i] / theirs[i])
                .sorted()
                .toArray();
        int outside = outside(sorted.length);
        return new Ratio(median(sorted), sorted[outside], sorted[sorted.length - 1 - outside]);
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns how many of the smallest lie below the interval: each value is below the median with probability 1/2. */
    private static int outside(int count) {
        double probability = Math.pow(0.5, count);
        double sum = 0;
        for (int i = 0; i < count / 2; i++) {
            sum += probability;
            if (sum > TAIL) {
                return i;
            }
            probability *= (double) (count - i) / (i + 1);
        }
        return 0;
    }

    /** Whether the median is within it; that an interval touches a target says little. */
    boolean meets(double target) {
        return median <= target;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", median, low, high);
    }
}
