package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.JsonCodec.BinarySink;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A generator that writes one array after the other: to make a generator costs as much as to write a small value. Used by
 * one thread at a time; after an exception it is of no more use.
 */
final class ArrayWriter {
    private final Outlet outlet = new Outlet();
    private final JsonGenerator generator;

    ArrayWriter(JsonMapper mapper) {
        generator = mapper.tokenStreamFactory().createGenerator(new ArrayContext(mapper), outlet);
    }

    /** Returns what writes the next array, and nothing else. */
    JsonGenerator begin(OutputStream out, BinarySink binaries) {
        outlet.begin(out);
        return new PlaceholderGenerator(generator, binaries);
    }

    /** Writes what is left of the array. Returns whether another may follow. */
    boolean end() {
        generator.flush();
        outlet.end();
        return generator.streamWriteContext().inRoot();
    }

    void close() {
        outlet.end();
        generator.close();
    }
}
