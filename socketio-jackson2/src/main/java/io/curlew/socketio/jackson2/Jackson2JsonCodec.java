package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.Placeholders;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON on Jackson 2: records, beans, maps, collections, {@code JsonNode} and everything else that a
 * {@link ObjectMapper} supports, with binary data ({@code byte[]} and {@code ByteBuffer}) anywhere inside. Safe for use
 * by many threads.
 *
 * <p>For programs whose other libraries require Jackson 2; otherwise use {@code curlew-socketio-jackson}. Requires
 * Jackson 2.18 or newer. Jackson modules on the class path, such as those for {@code java.time} and {@code Optional},
 * are used.
 *
 * <p>Properties that the target type does not have are ignored. If the target type leaves the choice, a decimal number
 * becomes a {@code Double}, and a whole number an {@code Integer}, {@code Long} or {@code BigInteger}, whichever it
 * fits.
 *
 * <p>Objects with an unpaired surrogate in a key can be written but not read: Jackson rejects them, although they are
 * valid JSON. Unpaired surrogates in strings are preserved.
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
     * Returns a codec with the program's own mapper, whose limits on incoming JSON apply in addition to the parser's.
     * Derive it from {@link #mapperBuilder()} if possible.
     */
    public Jackson2JsonCodec(ObjectMapper mapper) {
        this.mapper = mapper.copy()
                .registerModule(new CurlewModule())
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
     * Returns a builder with the modules for Jackson 2 that are on the class path, and with the defaults of Jackson 3,
     * so that both codecs do the same: unknown properties are ignored, null is no primitive, times are written as text.
     * These differ from either:
     *
     * <ul>
     *   <li>Limits that the parser has already checked (the length of numbers, strings and names) are off, and JSON may
     *       be 512 levels deep, in both directions.
     *   <li>Values of another kind are refused: {@code 1.5} as an {@code int}, a string as a number, a number as a
     *       string, boolean or enum. To allow Jackson's own conversions,
     *       {@code enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)} and
     *       {@code enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)}.
     *   <li>A whole number that is read as an {@code Instant} or the like is milliseconds, as {@code Date.now()} in
     *       JavaScript returns them; one with a fraction or an exponent is seconds.
     *   <li>A class without properties is refused instead of written as {@code {}}.
     * </ul>
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
                .addModule(new LikeJackson3())
                .defaultDateFormat(new LikeJackson3.DatesInUtc())
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS) // JavaScript has milliseconds
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) // an offset stays what it was
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .withCoercionConfig(LogicalType.Textual, Jackson2JsonCodec::stringsOnly);
    }

    private static void stringsOnly(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
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
                    "Argument " + index + " can't be written as JSON" + JsonPath.of(e) + Rule.ofWriting(e), e);
        }
    }

    @Override
    public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
        try (PlaceholderGenerator generator = new PlaceholderGenerator(writer.createGenerator(out), binaries)) {
            writer.writeValue(generator, value);
        } catch (JsonProcessingException | RuntimeException e) {
            throw ConversionException.withoutValues(
                    "The value can't be written as JSON" + JsonPath.of(e) + Rule.ofWriting(e), e);
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
                "it can't be read as " + type.getTypeName() + JsonPath.of(e) + Rule.ofReading(e), e);
    }

    private ObjectReader reader(Type type) {
        return readers.computeIfAbsent(type, unknown -> mapper.readerFor(mapper.constructType(unknown)));
    }
}
