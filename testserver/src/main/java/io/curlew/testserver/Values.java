package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that the application sends. */
final class Values {
    private Values() {}

    /**
     * Returns them as a list; a lone null, which Java passes as no array at all, as one null; and {@link Args} that are
     * alone as the arguments in them, unchanged.
     */
    static List<@Nullable Object> list(@Nullable Object @Nullable [] values) {
        if (values == null) {
            return Collections.singletonList(null);
        }
        return Arrays.asList(values.length == 1 && values[0] instanceof Args args ? args.values() : values.clone());
    }

    /** Returns them and one more. */
    static List<@Nullable Object> with(List<@Nullable Object> values, Object last) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(last);
        return all;
    }
}
