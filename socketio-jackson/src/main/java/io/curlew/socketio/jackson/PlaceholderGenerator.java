package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec.BinarySink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes what Socket.IO wants otherwise than Jackson does: placeholders instead of Base64, escapes for unpaired
 * surrogates, and no numbers that JSON doesn't have. Wherever binary comes from (a property, a map, a tree), Jackson
 * gives it to {@code writeBinary}.
 */
final class PlaceholderGenerator extends JsonGeneratorDelegate {
    private final BinarySink binaries;
    private boolean reconfigured;

    PlaceholderGenerator(JsonGenerator generator, BinarySink binaries) {
        super(generator, false);
        this.binaries = binaries;
    }

    @Override
    public JsonGenerator configure(StreamWriteFeature feature, boolean state) {
        reconfigured = true;
        return super.configure(feature, state);
    }

    /** Returns whether somebody has changed how the generator behind this writes. */
    boolean isReconfigured() {
        return reconfigured;
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        return writePlaceholder(ByteBuffer.wrap(data, offset, length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) {
        try {
            byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
            writePlaceholder(ByteBuffer.wrap(bytes));
            return bytes.length;
        } catch (IOException e) {
            throw JacksonIOException.construct(e, this);
        }
    }

    private JsonGenerator writePlaceholder(ByteBuffer bytes) {
        delegate.writeStartObject();
        delegate.writeName("_placeholder");
        delegate.writeBoolean(true);
        delegate.writeName("num");
        delegate.writeNumber(binaries.add(bytes));
        delegate.writeEndObject();
        return this;
    }

    /** Writes JSON that is there already, with its binary if a placeholder can be written. */
    static void write(Json json, JsonGenerator generator) {
        generator.writeRawValue(json.text(bytes -> {
            if (generator instanceof PlaceholderGenerator ours) {
                return ours.binaries.add(bytes);
            }
            throw new ConversionException("binary can't be written by a serialiser with a generator of its own");
        }));
    }

    @Override
    public JsonGenerator writeString(String text) {
        if (text != null && EscapedString.isNeededFor(text)) {
            delegate.writeString(new EscapedString(text));
        } else {
            delegate.writeString(text);
        }
        return this;
    }

    @Override
    public JsonGenerator writeString(char[] text, int offset, int length) {
        return writeString(new String(text, offset, length));
    }

    @Override
    public JsonGenerator writeName(String name) {
        if (EscapedString.isNeededFor(name)) {
            delegate.writeName(new EscapedString(name));
        } else {
            delegate.writeName(name);
        }
        return this;
    }

    @Override
    public JsonGenerator writeArray(String[] array, int offset, int length) {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeString(array[i]);
        }
        return writeEndArray();
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            checkFinite(array[i]);
        }
        return super.writeArray(array, offset, length);
    }

    @Override
    public JsonGenerator writeNumber(double number) {
        checkFinite(number);
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        checkFinite(number);
        return super.writeNumber(number);
    }

    private void checkFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new StreamWriteException(this, "JSON has no " + number);
        }
    }
}
