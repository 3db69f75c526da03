package io.curlew.kafka;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON as a schema says, and nothing else: Connect's own converter makes 0 of a text where the schema wants a
 * number. Fields that the schema does not have are ignored.
 */
final class SchemaReader {
    private static final int MOST_DIGITS = 1000;

    private SchemaReader() {}

    /**
     * Returns the value.
     *
     * @param node missing where there is nothing
     * @throws Unfit when it is not of the schema; the message names the path inside it
     */
    static @Nullable Object read(Schema schema, JsonNode node) throws Unfit {
        return read(schema, node, "");
    }

    private static @Nullable Object read(Schema schema, JsonNode node, String path) throws Unfit {
        if (node.isMissingNode() && schema.defaultValue() != null) {
            return schema.defaultValue();
        }
        if (node.isMissingNode() || node.isNull()) {
            if (schema.isOptional()) {
                return null;
            }
            throw new Unfit(node.isNull() ? "null at " + at(path) : "nothing at " + at(path));
        }
        return present(schema, node, path);
    }

    private static Object present(Schema schema, JsonNode node, String path) throws Unfit {
        Optional<Object> logical = logical(schema, node, path);
        if (logical.isPresent()) {
            return logical.get();
        }
        return switch (schema.type()) {
            case INT8 -> whole(node, Byte.MIN_VALUE, Byte.MAX_VALUE, path).byteValue();
            case INT16 -> whole(node, Short.MIN_VALUE, Short.MAX_VALUE, path).shortValue();
            case INT32 ->
                whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE, path).intValue();
            case INT64 -> whole(node, Long.MIN_VALUE, Long.MAX_VALUE, path).longValue();
            case FLOAT32 -> (float) real(node, number(node, path).floatValue(), Float.MAX_VALUE, path);
            case FLOAT64 -> real(node, number(node, path).doubleValue(), Double.MAX_VALUE, path);
            case BOOLEAN -> bool(node, path);
            case STRING -> text(node, path);
            case BYTES -> bytes(node, path);
            case ARRAY -> array(schema, node, path);
            case MAP -> map(schema, node, path);
            case STRUCT -> struct(schema, node, path);
        };
    }

    /** Times are numbers in JSON, in the unit of their type; so are decimals. */
    @SuppressWarnings("JavaUtilDate") // Connect has it so
    private static Optional<Object> logical(Schema schema, JsonNode node, String path) throws Unfit {
        String name = schema.name();
        if (Decimal.LOGICAL_NAME.equals(name)) {
            return Optional.of(decimal(schema, number(node, path), path));
        }
        if (Timestamp.LOGICAL_NAME.equals(name)) {
            return Optional.of(
                    new Date(whole(node, Long.MIN_VALUE, Long.MAX_VALUE, path).longValue()));
        }
        if (Time.LOGICAL_NAME.equals(name)) {
            return Optional.of(
                    Time.toLogical(schema, whole(node, 0, 86_399_999, path).intValue()));
        }
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(name)) {
            int days = whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE, path).intValue();
            return Optional.of(org.apache.kafka.connect.data.Date.toLogical(schema, days));
        }
        return Optional.empty();
    }

    private static BigDecimal decimal(Schema schema, BigDecimal number, String path) throws Unfit {
        int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
        // A few characters, such as 1e999999999, can ask for gigabytes.
        long digits = (long) number.precision() - number.scale() + scale;
        require(digits <= MOST_DIGITS, "a number of at most " + MOST_DIGITS + " digits", path);
        try {
            return number.setScale(scale);
        } catch (ArithmeticException tooManyDigits) {
            throw new Unfit("more than " + scale + " decimal places at " + at(path), tooManyDigits);
        }
    }

    private static BigInteger whole(JsonNode node, long least, long most, String path) throws Unfit {
        require(node.isIntegralNumber(), "a whole number", path);
        BigInteger number = node.bigIntegerValue();
        require(
                number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0,
                "a number from " + least + " to " + most,
                path);
        return number;
    }

    /**
     * A fraction is rounded, as the type that the user has chosen does. A whole number is not: it may be an id. Nor
     * does anything become 0.
     */
    private static double real(JsonNode node, double rounded, double most, String path) throws Unfit {
        require(Math.abs(rounded) <= most, "a number up to " + most, path);
        BigDecimal number = node.decimalValue();
        require(
                !node.isIntegralNumber() || new BigDecimal(rounded).compareTo(number) == 0,
                "a whole number that a floating-point number keeps",
                path);
        require(rounded != 0 || number.signum() == 0, "0, or a number that does not round to it", path);
        return rounded;
    }

    private static BigDecimal number(JsonNode node, String path) throws Unfit {
        require(node.isNumber(), "a number", path);
        return node.decimalValue();
    }

    private static boolean bool(JsonNode node, String path) throws Unfit {
        require(node.isBoolean(), "a boolean", path);
        return node.booleanValue();
    }

    private static String text(JsonNode node, String path) throws Unfit {
        require(node.isString(), "a text", path);
        return node.stringValue();
    }

    private static byte[] bytes(JsonNode node, String path) throws Unfit {
        if (node.isBinary()) {
            return node.binaryValue();
        }
        try {
            return Base64.getDecoder().decode(text(node, path));
        } catch (IllegalArgumentException other) {
            throw new Unfit("neither binary nor base64 at " + at(path), other);
        }
    }

    private static List<@Nullable Object> array(Schema schema, JsonNode node, String path) throws Unfit {
        require(node.isArray(), "an array", path);
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(read(schema.valueSchema(), element, path + "/" + elements.size()));
        }
        return elements;
    }

    private static Map<Object, @Nullable Object> map(Schema schema, JsonNode node, String path) throws Unfit {
        require(node.isObject(), "an object", path);
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            entries.put(entry.getKey(), read(schema.valueSchema(), entry.getValue(), path + "/*"));
        }
        return entries;
    }

    private static Struct struct(Schema schema, JsonNode node, String path) throws Unfit {
        require(node.isObject(), "an object", path);
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, read(field.schema(), node.path(field.name()), path + "/" + field.name()));
        }
        return struct;
    }

    private static void require(boolean holds, String what, String path) throws Unfit {
        if (!holds) {
            throw new Unfit("not " + what + " at " + at(path));
        }
    }

    /** Returns what messages call a path inside a value. */
    static String at(String path) {
        return path.isEmpty() ? "the top" : path;
    }
}
