package io.curlew.testserver;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess. */
final class Ids {
    /** As many random bytes as the reference server's ids have. */
    private static final int BYTES = 15;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String next() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
