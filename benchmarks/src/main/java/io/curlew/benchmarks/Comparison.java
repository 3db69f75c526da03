package io.curlew.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** The median of what two values of one round each give, and the 95 % interval of that median by order statistics. */
record Comparison(double median, double low, double high) {
    private static final double TAIL = 0.025;

    static Comparison ratio(double[] ours, double[] theirs) {
        return of(ours, theirs, (our, their) -> our / their);
    }

    static Comparison difference(double[] ours, double[] theirs) {
        return of(ours, theirs, (our, their) -> our - their);
    }

    private static Comparison of(double[] ours, double[] theirs, DoubleBinaryOperator compare) {
        double[] sorted = IntStream.range(0, ours.length)
                .mapToDouble(i -> compare.applyAsDouble(ours[i], theirs[i]))
                .sorted()
                .toArray();
        int outside = outside(sorted.length);
        return new Comparison(medianOfSorted(sorted), sorted[outside], sorted[sorted.length - 1 - outside]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return medianOfSorted(sorted);
    }

    private static double medianOfSorted(double[] sorted) {
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

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", median, low, high);
    }
}
