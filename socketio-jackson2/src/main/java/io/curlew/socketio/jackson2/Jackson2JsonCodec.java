package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON on Jackson 2: records, beans, maps, collections, {@code JsonNode} and whatever else an {@link ObjectMapper}
 * knows, with binary ({@code byte[]} and {@code ByteBuffer}) anywhere inside. Safe for use by many threads.
 *
 * <p>For programs whose other libraries keep them on Jackson 2; where there is a choice, take
 * {@code curlew-socketio-jackson}. Needs Jackson 2.18 or newer. Modules for Jackson, such as those for
 * {@code java.time} and {@code Optional}, are used when they are on the class path.
 *
 * <p>Properties that the target type doesn't have are ignored. A decimal number becomes a {@code Double} where the
 * target type leaves the choice, and a whole number an {@code Integer}, {@code Long} or {@code BigInteger}, whichever
 * it fits.
 *
 * <p>Objects with an unpaired surrogate in a key can be written but not read: Jackson refuses them, although they are
 * JSON. Unpaired surrogates in strings come through.
 */
public final class Jackson2JsonCodec implements JsonCodec {
    /** As deep as Curlew's parser lets JSON be, by default. */
    private static final int MAX_DEPTH = 512;

    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>(); // as many as the program has types

    /** Returns a codec with the mapper that {@link #mapperBuilder()} builds. */
    public Jackson2JsonCodec() {
        this(mapperBuilder().build());
    }

    /**
     * Returns a codec with the program's own mapper, whose limits on incoming JSON then hold beside the parser's. Best
     * derived from {@link #mapperBuilder()}.
     */
    public Jackson2JsonCodec(ObjectMapper mapper) {
        this.mapper = mapper.copy()
                .registerModule(
                        new SimpleModule("curlew").addDeserializer(ByteBuffer.class, new ByteBufferDeserializer()))
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // the parser has looked
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE); // once per packet is enough
        JsonFactory unused = this.mapper
                .getFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .enable(
                        JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8
                                .mappedFeature()); // four bytes instead of twelve
        this.writer = this.mapper.writer();
    }

    /**
     * Returns a builder with the defaults of Jackson 3, so that both codecs do the same: unknown properties are
     * ignored, null is no primitive, times are written as text. As for the limits, those that the parser has checked
     * already (the length of numbers, strings and names) don't hold again, and JSON may be 512 levels deep, in both
     * directions.
     */
    public static JsonMapper.Builder mapperBuilder() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .maxStringLength(Integer.MAX_VALUE)
                                .maxNameLength(Integer.MAX_VALUE)
                                .build())
                        .streamWriteConstraints(StreamWriteConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .build())
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    @Override
    public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries)
            throws IOException {
        int index = 0;
        try (PlaceholderGenerator generator = new PlaceholderGenerator(writer.createGenerator(out), binaries)) {
            generator.writeStartArray();
            for (Object value : values) {
                writer.writeValue(generator, value);
                index++;
            }
            generator.writeEndArray();
        } catch (JsonProcessingException | RuntimeException e) {
            throw ConversionException.withoutValues(
                    "Argument " + index + " can't be written as JSON" + JsonPath.of(e), e);
        }
    }

    @Override
    public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
        try (PlaceholderGenerator generator = new PlaceholderGenerator(writer.createGenerator(out), binaries)) {
            writer.writeValue(generator, value);
        } catch (JsonProcessingException | RuntimeException e) {
            throw ConversionException.withoutValues("The value can't be written as JSON" + JsonPath.of(e), e);
        }
    }

    @Override
    public @Nullable Object read(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
        if (json[from] == 'n') {
            return null; // for every type: Jackson has its own ideas for primitive and optional ones
        }
        if (!attachments.isEmpty()) {
            return readBinary(json, from, to, type, attachments);
        }
        try {
            return reader(type).readValue(json, from, to - from);
        } catch (IOException | RuntimeException e) {
            throw unreadable(type, e);
        }
    }

    private @Nullable Object readBinary(byte[] json, int from, int to, Type type, List<byte[]> attachments) {
        Copies copies = new Copies(to - from, attachments);
        try {
            ObjectReader reader = reader(type);
            try (JsonParser parser = reader.createParser(json, from, to - from)) {
                Placeholders placeholders = Placeholders.find(json, from, to);
                return reader.readValue(new AttachmentParser(parser, from, placeholders, attachments, copies));
            }
        } catch (IOException | RuntimeException e) {
            throw copies.areTooMany() ? ConversionException.withoutValues(Copies.tooMany(), e) : unreadable(type, e);
        }
    }

    private static ConversionException unreadable(Type type, Exception e) {
        return ConversionException.withoutValues(
                "it can't be read as " + type.getTypeName() + JsonPath.of(e) + jacksonsOwnRule(e), e);
    }

    /** JSON allows such names, and so does our scanner. */
    private static String jacksonsOwnRule(Exception e) {
        return e instanceof StreamReadException broken
                        && broken.getOriginalMessage().contains("surrogate")
                ? ": Jackson refuses a property whose name has an unpaired surrogate"
                : "";
    }

    private ObjectReader reader(Type type) {
        return readers.computeIfAbsent(type, unknown -> mapper.readerFor(mapper.constructType(unknown)));
    }
}
