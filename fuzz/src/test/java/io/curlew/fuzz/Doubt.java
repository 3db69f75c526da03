package io.curlew.fuzz;

/**
 * A failure that the machine may be to blame for: it was busy, or loaded classes meanwhile, which the fuzzer makes
 * dear. Whoever tries the same again believes it in the end.
 */
final class Doubt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Doubt(String what) {
        super(what);
    }
}
