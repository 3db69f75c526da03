package io.curlew.socketio.jackson;

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
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.base.DecorableTSFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON on Jackson 3: records, beans, maps, collections, {@code JsonNode} and everything else that a {@link JsonMapper}
 * supports, with binary data ({@code byte[]} and {@code ByteBuffer}) anywhere inside. Safe for use by many threads.
 *
 * <p>Properties that the target type does not have are ignored. If the target type leaves the choice, a decimal number
 * becomes a {@code Double}, and a whole number an {@code Integer}, {@code Long} or {@code BigInteger}, whichever it
 * fits.
 *
 * <p>Objects with an unpaired surrogate in a key can be written but not read: Jackson rejects them, although they are
 * valid JSON. Unpaired surrogates in strings are preserved.
 */
public final class JacksonJsonCodec implements JsonCodec {
    /** As deep as Curlew's parser lets JSON be, by default. */
    private static final int MAX_DEPTH = 512;

    private final JsonMapper mapper;
    private final ObjectWriter writer;
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>(); // as many as the program has types
    private final Spares<ArrayWriter> writers;
    private final Spares<ValueParser> parsers;
    private final boolean readsOn;

    /** Returns a codec with the mapper that {@link #mapperBuilder()} builds. */
    public JacksonJsonCodec() {
        this(mapperBuilder());
    }

    /**
     * Returns a codec with the program's own mapper, whose limits on incoming JSON apply in addition to the parser's.
     * Derive it from {@link #mapperBuilder()} if possible.
     */
    public JacksonJsonCodec(JsonMapper mapper) {
        this(mapper.rebuild());
    }

    /** The mapper is built once, which is a good part of a client's start. */
    private JacksonJsonCodec(JsonMapper.Builder builder) {
        this.mapper = builder.addModule(new CurlewModule())
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // the parser has looked
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE) // once per packet is enough
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        this.writer = this.mapper.writer();
        StreamReadConstraints limits = this.mapper.tokenStreamFactory().streamReadConstraints();
        boolean undecorated = isUndecorated(this.mapper.tokenStreamFactory());
        this.writers = new Spares<>(() -> new ArrayWriter(this.mapper), undecorated);
        this.parsers = new Spares<>(() -> new ValueParser(this.mapper), true);
        // These count all that one parser reads, and are meant for one value.
        this.readsOn = undecorated && !limits.hasMaxDocumentLength() && !limits.hasMaxTokenCount();
    }

    /** Returns whether nobody wants to have a hand in each parser and generator. */
    private static boolean isUndecorated(TokenStreamFactory factory) {
        if (!(factory instanceof DecorableTSFactory known)) {
            return false;
        }
        List<?> ofGenerators = known.getGeneratorDecorators(); // null for none, too
        return known.getInputDecorator() == null
                && known.getOutputDecorator() == null
                && (ofGenerators == null || ofGenerators.isEmpty());
    }

    /**
     * Returns a builder with Jackson's defaults and the modules for Jackson 3 that are on the class path, except for
     * these:
     *
     * <ul>
     *   <li>Limits that the parser has already checked (the length of numbers, strings and names) are off, and JSON may
     *       be 512 levels deep, in both directions.
     *   <li>Values of another kind are refused: {@code 1.5} as an {@code int}, a string as a number, a number as a
     *       string, boolean or enum. To allow Jackson's own conversions,
     *       {@code enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)} and
     *       {@code enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)}.
     *   <li>Enums are read and written by name, not by {@code toString}.
     *   <li>A whole number that is read as an {@code Instant} or the like is milliseconds, as {@code Date.now()} in
     *       JavaScript returns them; one with a fraction or an exponent is seconds.
     *   <li>A class without properties is refused instead of written as {@code {}}.
     * </ul>
     *
     * @throws IllegalStateException if the annotations on the class path are too old for Jackson 3, or Jackson cannot
     *     be loaded for a similar reason
     */
    public static JsonMapper.Builder mapperBuilder() {
        try {
            return newMapperBuilder();
        } catch (LinkageError doesNotFit) {
            throw new IllegalStateException(
                    "Jackson 3 does not fit the other libraries, most likely since jackson-annotations is older than 2.21:"
                            + " raise com.fasterxml.jackson.core:jackson-annotations, or take curlew-socketio-jackson2,"
                            + " which is JSON on Jackson 2",
                    doesNotFit);
        }
    }

    private static JsonMapper.Builder newMapperBuilder() {
        return JsonMapper.builder(JsonFactory.builder()
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
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
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .disable(DateTimeFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS) // JavaScript has milliseconds
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) // an offset stays what it was
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .withCoercionConfig(LogicalType.Textual, JacksonJsonCodec::stringsOnly);
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
        boolean again = false;
        ArrayWriter array = writers.take();
        try {
            PlaceholderGenerator generator = array.begin(out, binaries);
            generator.writeStartArray();
            for (Object value : values) {
                writer.writeValue(generator, value);
                index++;
            }
            generator.writeEndArray();
            again = array.end(generator) && writers.giveBack(array);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
            throw ConversionException.withoutValues(
                    "Argument " + index + " can't be written as JSON" + JsonPath.of(e) + Rule.ofWriting(e), e);
        } finally {
            if (!again) {
                array.close();
            }
        }
    }

    @Override
    public void write(Object value, OutputStream out, BinarySink binaries) throws IOException {
        try (PlaceholderGenerator generator = new PlaceholderGenerator(writer.createGenerator(out), binaries)) {
            writer.writeValue(generator, value);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) {
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
            ObjectReader reader = reader(type);
            return readsOn && ValueParser.suits(to - from)
                    ? readOn(reader, json, from, to)
                    : reader.readValue(json, from, to - from);
        } catch (RuntimeException e) {
            throw unreadable(type, e);
        }
    }

    private @Nullable Object readOn(ObjectReader reader, byte[] json, int from, int to) {
        boolean again = false;
        ValueParser parser = parsers.take();
        try {
            Object value = parser.read(reader, json, from, to);
            again = parser.end() && parsers.giveBack(parser);
            return value;
        } finally {
            if (!again) {
                parser.close();
            }
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
        } catch (RuntimeException e) {
            throw copies.areTooMany() ? ConversionException.withoutValues(Copies.tooMany(), e) : unreadable(type, e);
        }
    }

    private static ConversionException unreadable(Type type, RuntimeException e) {
        return ConversionException.withoutValues(
                "it can't be read as " + type.getTypeName() + JsonPath.of(e) + Rule.ofReading(e), e);
    }

    private ObjectReader reader(Type type) {
        return readers.computeIfAbsent(type, unknown -> mapper.readerFor(mapper.constructType(unknown)));
    }
}
