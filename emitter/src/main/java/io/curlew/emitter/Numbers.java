package io.curlew.emitter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as JavaScript has them: what a server writes for one, we write for the same. */
final class Numbers {
    /** Up to here JavaScript knows every integer. */
    private static final long MAX_SAFE = (1L << 53) - 1;

    /** So many digits of a decimal number survive being a double. */
    private static final int SURE_DIGITS = 15;
    /** From here on JavaScript writes an exponent. */
    private static final int MAX_PLAIN_EXPONENT = 21;

    private static final int MIN_PLAIN_EXPONENT = -6;

    private Numbers() {}

    /**
     * Returns a number as a {@code Long} when it is a whole one that fits, as a {@code BigInteger} when it is whole and
     * larger, and as a {@code Double} otherwise: JavaScript doesn't tell 1 from 1.0.
     *
     * @throws IllegalArgumentException when it is larger than any double, or no number
     */
    static Number canonical(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A number is too large: 1.8e308 is the largest that can be sent");
        }
        if (number instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        }
        return value == (long) value && value >= -0x1p63 && value < 0x1p63 ? (Number) (long) value : (Number) value;
    }

    /** Returns whether JavaScript tells an integer from its neighbours. */
    static boolean isSafe(long whole) {
        return whole >= -MAX_SAFE && whole <= MAX_SAFE;
    }

    /** Returns a number as JSON, as {@code JSON.stringify} writes it. */
    static String json(Number number) {
        Number canonical = canonical(number);
        if (canonical instanceof Long whole && !isSafe(whole) && !(number instanceof Long)) {
            return doubled((double) whole);
        }
        return canonical instanceof Double value ? doubled(value) : canonical.toString();
    }

    private static String doubled(double value) {
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    /** @param point how many digits stand before the decimal point; none or fewer when zeros follow it */
    private static String placed(String digits, int point) {
        int count = digits.length();
        if (point > MAX_PLAIN_EXPONENT || point <= MIN_PLAIN_EXPONENT) {
            String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
            return digits.charAt(0) + (count > 1 ? "." + digits.substring(1) : "") + exponent;
        } else if (point >= count) {
            return digits + "0".repeat(point - count);
        } else if (point > 0) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        return "0." + "0".repeat(-point) + digits;
    }

    /**
     * Returns the decimal number with the fewest digits that is read as this double. {@code Double.toString} gives one
     * digit too many for some before Java 19.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = value < Double.MIN_NORMAL ? 1 : SURE_DIGITS; // the smallest have fewer
        BigDecimal rounded = exact;
        do {
            rounded = exact.round(new MathContext(digits++, RoundingMode.HALF_EVEN));
        } while (rounded.doubleValue() != value);
        return rounded.stripTrailingZeros();
    }
}
