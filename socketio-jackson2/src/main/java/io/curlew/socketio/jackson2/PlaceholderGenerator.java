package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.JsonCodec.BinarySink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Writes what Socket.IO wants otherwise than Jackson does: placeholders instead of Base64, escapes for unpaired
 * surrogates, and no numbers that JSON doesn't have. Wherever binary comes from (a property, a map, a tree), Jackson
 * gives it to {@code writeBinary}.
 */
final class PlaceholderGenerator extends JsonGeneratorDelegate {
    private final BinarySink binaries;

    PlaceholderGenerator(JsonGenerator generator, BinarySink binaries) {
        super(generator, false);
        this.binaries = binaries;
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        writePlaceholder(ByteBuffer.wrap(data, offset, length));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writePlaceholder(ByteBuffer.wrap(bytes));
        return bytes.length;
    }

    private void writePlaceholder(ByteBuffer bytes) throws IOException {
        delegate.writeStartObject();
        delegate.writeFieldName("_placeholder");
        delegate.writeBoolean(true);
        delegate.writeFieldName("num");
        delegate.writeNumber(binaries.add(bytes));
        delegate.writeEndObject();
    }

    /** Writes JSON that is there already, with its binary if a placeholder can be written. */
    static void write(Json json, JsonGenerator generator) throws IOException {
        generator.writeRawValue(json.text(bytes -> {
            if (generator instanceof PlaceholderGenerator ours) {
                return ours.binaries.add(bytes);
            }
            throw new ConversionException("binary can't be written by a serialiser with a generator of its own");
        }));
    }

    @Override
    public void writeString(String text) throws IOException {
        if (text != null && EscapedString.isNeededFor(text)) {
            delegate.writeString(new EscapedString(text));
        } else {
            delegate.writeString(text);
        }
    }

    @Override
    public void writeString(char[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        if (EscapedString.isNeededFor(name)) {
            delegate.writeFieldName(new EscapedString(name));
        } else {
            delegate.writeFieldName(name);
        }
    }

    @Override
    public void writeArray(String[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeString(array[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            checkFinite(array[i]);
        }
        super.writeArray(array, offset, length);
    }

    @Override
    public void writeNumber(double number) throws IOException {
        checkFinite(number);
        super.writeNumber(number);
    }

    @Override
    public void writeNumber(float number) throws IOException {
        checkFinite(number);
        super.writeNumber(number);
    }

    private void checkFinite(double number) throws JsonGenerationException {
        if (!Double.isFinite(number)) {
            throw new JsonGenerationException("JSON has no " + number, this);
        }
    }
}
