package io.curlew.socketio.protocol;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Looks for a codec that can be loaded. One that can't is passed over when there is another. */
final class CodecSearch {
    /**
     * What was found from where, for as long as somebody uses it: a codec is as large as all the rest of a client, and
     * may be used by many.
     */
    private static final Map<ClassLoader, WeakReference<JsonCodec>> FOUND = new WeakHashMap<>();

    private @Nullable ServiceConfigurationError failure;

    private CodecSearch() {}

    static JsonCodec run() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        JsonCodec known = known(context);
        return known == null ? remember(context, search()) : known; // searching runs the constructors of others
    }

    private static @Nullable JsonCodec known(ClassLoader context) {
        synchronized (FOUND) {
            WeakReference<JsonCodec> codec = FOUND.get(context);
            return codec == null ? null : codec.get();
        }
    }

    /** Returns the codec, or one that another thread has found meanwhile. */
    private static JsonCodec remember(ClassLoader context, JsonCodec found) {
        synchronized (FOUND) {
            JsonCodec earlier = known(context);
            if (earlier == null) {
                FOUND.put(context, new WeakReference<>(found));
            }
            return earlier == null ? found : earlier;
        }
    }

    private static JsonCodec search() {
        CodecSearch search = new CodecSearch();
        return search.in(ServiceLoader.load(JsonCodec.class))
                // A thread of some container may know other classes than those Curlew was loaded with.
                .or(() -> search.in(ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())))
                .orElseThrow(search::nothing);
    }

    private Optional<JsonCodec> in(ServiceLoader<JsonCodec> loader) {
        Iterator<JsonCodec> codecs = loader.iterator();
        while (true) {
            try {
                return codecs.hasNext() ? Optional.of(codecs.next()) : Optional.empty();
            } catch (ServiceConfigurationError broken) {
                failure = failure == null ? broken : failure;
            }
        }
    }

    private IllegalStateException nothing() {
        if (failure == null) {
            return new IllegalStateException(
                    "There is no JSON codec: add curlew-socketio-jackson to the dependencies, or pass a codec to jsonCodec()");
        }
        Throwable why = failure.getCause() == null ? failure : failure.getCause();
        return new IllegalStateException("The JSON codec can't be loaded: " + why.getMessage(), why);
    }
}
