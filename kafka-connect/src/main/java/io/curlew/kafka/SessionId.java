package io.curlew.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One namespace of one server, over one connection of its own: what a task owns as a whole, and what Connect calls a
 * source partition.
 */
record SessionId(String server, String namespace) {
    private static final String SERVER = "server";
    private static final String NAMESPACE = "namespace";

    /**
     * Returns its fields, always in the same order: Connect finds an offset by the JSON of its partition, byte by byte,
     * and each JVM has another order of its own for {@code Map.of}.
     */
    Map<String, String> partition() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(SERVER, server);
        fields.put(NAMESPACE, namespace);
        return fields;
    }

    /** Returns whether these are the fields of a session. */
    static boolean isPartition(Map<String, ?> fields) {
        return fields.size() == 2 && fields.get(SERVER) instanceof String && fields.get(NAMESPACE) instanceof String;
    }

    @Override
    public String toString() {
        return server + " " + namespace;
    }
}
