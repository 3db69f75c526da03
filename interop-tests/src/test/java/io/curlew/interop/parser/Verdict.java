package io.curlew.interop.parser;

import io.curlew.interop.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a decoder made of some frames.
 *
 * @param packets those that it decoded: {@code type}, {@code nsp}, {@code id} and {@code data}, as the reference has
 *     them
 * @param refused whether it then refused a frame
 */
record Verdict(List<Object> packets, boolean refused) {

    /** Reads what {@code parser.mjs} reports. */
    static Verdict of(Object reported) {
        Map<?, ?> report = (Map<?, ?>) reported;
        return new Verdict(comparable(Values.asList(report.get("packets"))), report.containsKey("refused"));
    }

    /** Returns the packets with all numbers as JavaScript has them, and no infinity, which JSON can't tell. */
    static List<Object> comparable(List<Object> packets) {
        return Values.asList(comparable((Object) packets));
    }

    private static Object comparable(Object value) {
        if (value instanceof Number number) {
            double exact = number.doubleValue() + 0.0; // no negative zero
            return Double.isInfinite(exact) ? null : exact;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(key, comparable(member)));
            return copy;
        }
        return value;
    }
}
