package io.curlew.socketio.protocol;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What JSON codecs have to know about types which their libraries would take for ordinary objects: trees of other JSON
 * libraries, and objects that can't be meant as values. Types are known by name, so that nothing depends on them.
 */
public final class ArgumentTypes {
    private static final int MAX_SHOWN = 256;

    /** Types whose text ({@code toString}) is the JSON that they stand for. */
    private static final Set<String> TREES = Set.of(
            "org.json.JSONObject",
            "org.json.JSONArray",
            "org.json.JSONObject$Null",
            "com.google.gson.JsonElement",
            "com.fasterxml.jackson.databind.JsonNode",
            "tools.jackson.databind.JsonNode",
            "jakarta.json.JsonValue",
            "javax.json.JsonValue",
            "kotlinx.serialization.json.JsonElement",
            "io.vertx.core.json.JsonObject",
            "io.vertx.core.json.JsonArray");

    /** Types of which an instance is never a value, each with what to send instead. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("java.io.InputStream", "read it, and send the byte[]"),
            Map.entry("java.io.OutputStream", "send the byte[] that was written"),
            Map.entry("java.io.Reader", "read it, and send the String"),
            Map.entry("java.io.Writer", "send the String that was written"),
            Map.entry("java.nio.Buffer", "send a byte[], a ByteBuffer, a String or an array"),
            Map.entry("java.nio.channels.Channel", "read from it, and send the byte[]"),
            Map.entry("io.netty.buffer.ByteBuf", "send a byte[] or its nioBuffer()"),
            Map.entry("java.util.concurrent.Future", "wait for it, and send its result"),
            Map.entry("java.util.concurrent.CompletionStage", "send its result when it has completed"),
            Map.entry("java.util.concurrent.Executor", "send a value"),
            Map.entry("java.lang.Thread", "send its name"),
            Map.entry("java.lang.ThreadGroup", "send its name"),
            Map.entry("java.lang.ClassLoader", "send its name"),
            Map.entry("java.lang.Module", "send its name"),
            Map.entry("java.lang.Process", "send a value"),
            Map.entry("java.lang.ref.Reference", "send what it refers to"),
            Map.entry("java.lang.reflect.AnnotatedElement", "send its name"));

    /** What would be among them, and has a JSON of its own: a name, and binary. */
    private static final Set<String> ACCEPTED = Set.of("java.lang.Class", "java.nio.ByteBuffer");

    private ArgumentTypes() {}

    /** Returns whether an instance is a tree of a JSON library, which is written as the JSON that it stands for. */
    public static boolean isJsonTree(Class<?> type) {
        return namesOf(type).stream().anyMatch(TREES::contains);
    }

    /**
     * Returns what is in a node of org.json, as a map or a list; the node itself for trees of other libraries. A node
     * of org.json holds values of any type. Its text has binary as numbers, and what is not a value as a text.
     *
     * @throws ConversionException when the library is not as it is known
     */
    public static Object opened(Object tree) {
        List<String> names = namesOf(tree.getClass());
        try {
            if (names.contains("org.json.JSONObject")) {
                return fields(tree);
            }
            return names.contains("org.json.JSONArray") ? items(tree) : tree;
        } catch (ReflectiveOperationException unknown) {
            throw new ConversionException(tree.getClass().getName() + " can't be looked into", unknown);
        }
    }

    private static Map<String, @Nullable Object> fields(Object tree) throws ReflectiveOperationException {
        Class<?> type = tree.getClass();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Method value = type.getMethod("opt", String.class);
        Iterator<?> names = (Iterator<?>) type.getMethod("keys").invoke(tree);
        while (names.hasNext()) {
            String name = (String) names.next();
            fields.put(name, value.invoke(tree, name));
        }
        return fields;
    }

    private static List<@Nullable Object> items(Object tree) throws ReflectiveOperationException {
        Class<?> type = tree.getClass();
        int length = (int) type.getMethod("length").invoke(tree);
        Method item = type.getMethod("opt", int.class);
        List<@Nullable Object> items = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            items.add(item.invoke(tree, i));
        }
        return items;
    }

    /**
     * Returns the JSON that such a tree stands for.
     *
     * @throws ConversionException when its text is not valid JSON
     */
    public static Json jsonOf(Object tree) {
        String text = tree.toString();
        if (text == null) { // org.json, when something inside can't be written
            throw new ConversionException(tree.getClass().getName() + " gives no JSON text: toString() returns null");
        }
        try {
            return Json.of(text);
        } catch (ParseException notJson) {
            throw new ConversionException(
                    tree.getClass().getName() + " gives a text that is not JSON: " + notJson.getMessage());
        }
    }

    /**
     * Returns why a tree of another library can't be read into, and what to do instead: a sentence for the end of a
     * message.
     */
    public static String unreadableTree(Class<?> type) {
        return type.getName() + " belongs to another JSON library: give it the text, args.json(index)";
    }

    /** Returns why no instance of the type can be meant as a value, and what to send instead; empty for other types. */
    public static Optional<String> refusal(Class<?> type) {
        if (type.isHidden() || type.isSynthetic()) {
            return Optional.of("a lambda is not a value: to have a callback called with the answer, use emitWithAck");
        }
        List<String> names = namesOf(type);
        if (names.stream().anyMatch(ACCEPTED::contains)) {
            return Optional.empty();
        }
        return names.stream()
                .filter(REFUSED::containsKey)
                .findFirst()
                .map(name -> shown(type) + " is not a value: " + REFUSED.get(name));
    }

    /** Returns why an object without properties is refused, and what to do instead. */
    public static String withoutProperties(Class<?> type) {
        return shown(type)
                + " has no properties that could be written (no getters, public fields or record components):"
                + " send a map, or a type that has some; a callback for the answer goes to emitWithAck";
    }

    /** Returns what to add to a module that hides a type from a JSON library. */
    public static String opening(Class<?> type, String libraryModule) {
        ModuleDescriptor descriptor = type.getModule().getDescriptor();
        String module = descriptor == null ? "the module" : "module " + descriptor.name();
        return shown(type) + " is not open to the JSON library: add \"opens " + type.getPackageName() + " to "
                + libraryModule + ";\" to " + module;
    }

    private static String shown(Class<?> type) {
        return PeerText.shown(type.getTypeName(), MAX_SHOWN);
    }

    /** Returns the names of a class and of all that it extends and implements, its own first. */
    private static List<String> namesOf(Class<?> type) {
        Set<String> names = new LinkedHashSet<>();
        Deque<Class<?>> left = new ArrayDeque<>(List.of(type));
        while (!left.isEmpty()) {
            Class<?> next = left.remove();
            if (names.add(next.getName())) {
                left.addAll(List.of(next.getInterfaces()));
                if (next.getSuperclass() != null) {
                    left.add(next.getSuperclass());
                }
            }
        }
        return List.copyOf(names);
    }
}
