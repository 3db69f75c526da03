package io.curlew.testserver;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that the application sends.
 *
 * @param compressed whether connections that compress may compress it
 */
record Emission(String event, List<@Nullable Object> args, boolean compressed) {

    static Emission of(String event, @Nullable Object @Nullable [] args, boolean compressed) {
        return new Emission(event, Values.list(args), compressed);
    }
}
