package io.curlew.kafka;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes JSON what Connect calls schemaless data: maps, lists, texts, bytes, booleans, longs and doubles. Connect's own
 * converter cuts whole numbers to 64 bits, and gives the nearest double for any other number.
 */
final class SchemalessReader {
    private static final String KEPT = ", which schemaless data can't have: json and bytes keep it";

    private SchemalessReader() {}

    /**
     * Returns the value.
     *
     * @throws Unfit when a number in it can't be kept; the message names the path inside it
     */
    static @Nullable Object read(JsonNode node) throws Unfit {
        return read(node, "");
    }

    private static @Nullable Object read(JsonNode node, String path) throws Unfit {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node, path);
            case ARRAY -> list(node, path);
            case NUMBER -> number(node, SchemaReader.at(path));
            case BINARY -> node.binaryValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            case NULL -> null;
            case MISSING, POJO -> throw new IllegalStateException("No JSON has a node " + node.getNodeType());
        };
    }

    private static Map<String, @Nullable Object> map(JsonNode object, String path) throws Unfit {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            entries.put(entry.getKey(), read(entry.getValue(), path + "/*")); // the name is the server's
        }
        return entries;
    }

    private static List<@Nullable Object> list(JsonNode array, String path) throws Unfit {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonNode element : array) {
            elements.add(read(element, path + "/" + elements.size()));
        }
        return elements;
    }

    private static Number number(JsonNode node, String place) throws Unfit {
        if (!node.isIntegralNumber()) {
            return real(node.decimalValue(), place);
        }
        if (!node.canConvertToLong()) {
            throw new Unfit("a whole number of more than 64 bits at " + place + KEPT);
        }
        return node.longValue();
    }

    /** A double stands for a decimal when its own first digits, as many as the decimal has, are the decimal's. */
    private static double real(BigDecimal decimal, String place) throws Unfit {
        double nearest = decimal.doubleValue();
        BigDecimal wanted = decimal.stripTrailingZeros();
        MathContext digits = new MathContext(wanted.precision(), RoundingMode.HALF_EVEN);
        if (Double.isInfinite(nearest) || new BigDecimal(nearest).round(digits).compareTo(wanted) != 0) {
            throw new Unfit("a number of more digits than a double has, or beyond its range, at " + place + KEPT);
        }
        return nearest;
    }
}
