package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.JsonCodec.BinarySink;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A generator that writes one array after the other: to make a generator costs as much as to write a small value. Used
 * by one thread at a time; after an exception it is of no more use.
 */
final class ArrayWriter {
    private final Outlet outlet = new Outlet();
    private final ArrayContext context;
    private final JsonGenerator generator;

    ArrayWriter(JsonMapper mapper) {
        context = new ArrayContext(mapper);
        generator = mapper.tokenStreamFactory().createGenerator(context, outlet);
    }

    /** Returns what writes the next array, and nothing else. */
    PlaceholderGenerator begin(OutputStream out, BinarySink binaries) {
        outlet.begin(out);
        return new PlaceholderGenerator(generator, binaries);
    }

    /**
     * Writes what is left of the array. Returns whether another may follow: not when a serialiser has set the generator
     * up otherwise, closed it, or left something open, which is closed for it as Jackson does.
     */
    boolean end(PlaceholderGenerator array) {
        boolean clean = generator.streamWriteContext().inRoot() && !generator.isClosed() && !array.isReconfigured();
        if (clean) {
            generator.flush();
        } else {
            generator.close();
        }
        outlet.end();
        context.forget();
        return clean;
    }

    void close() {
        outlet.end();
        generator.close();
    }
}
