package io.curlew.socketio.protocol;

import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Looks for a codec that can be loaded. One that can't is passed over when there is another. */
final class CodecSearch {
    private @Nullable ServiceConfigurationError failure;

    private CodecSearch() {}

    static JsonCodec run() {
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
                    "There is no JSON codec: add curlew-socketio-jackson to the dependencies, or give one to the builder");
        }
        Throwable why = failure.getCause() == null ? failure : failure.getCause();
        return new IllegalStateException("The JSON codec can't be loaded: " + why.getMessage(), why);
    }
}
