package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.curlew.socketio.protocol.ArgumentTypes;
import io.curlew.socketio.protocol.ConversionException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Map;
import java.util.Optional;

/** Which rule a value breaks, for the end of a message: types and rules, never values. Jackson's messages have both. */
final class Rule {
    /** The module that reads and writes the fields of a type. */
    private static final String JACKSON = "com.fasterxml.jackson.databind";

    private static final int MAX_CAUSES = 20; // a chain may be a circle

    /** What to add for types that Jackson 2 itself does not know, by their package. */
    private static final Map<String, String> MODULES = Map.of(
            "java.time", "com.fasterxml.jackson.datatype:jackson-datatype-jsr310",
            "org.joda.time", "com.fasterxml.jackson.datatype:jackson-datatype-joda");

    private Rule() {}

    /** Returns what to put behind "can't be written as JSON, at .path". */
    static String ofWriting(Throwable failure) {
        Optional<ConversionException> own = cause(ConversionException.class, failure); // it quotes no values
        if (own.isPresent()) {
            return ": " + own.get().getMessage();
        } else if (failure instanceof InvalidDefinitionException definition) {
            return ": " + ofType(definition, true);
        }
        return isAboutAccess(failure) ? ofAccess(failure) : "";
    }

    /** Returns what to put behind "can't be read as T, at .path". */
    static String ofReading(Throwable failure) {
        if (failure instanceof InvalidDefinitionException definition) {
            return ": " + ofType(definition, false);
        } else if (isAboutAccess(failure)) {
            return ofAccess(failure);
        } else if (failure instanceof MismatchedInputException mismatch) {
            return ofMismatch(mismatch);
        }
        if (cause(InputCoercionException.class, failure).isPresent()) {
            return ": the number is out of range";
        }
        // JSON allows such names, and so does our scanner.
        return failure instanceof StreamReadException broken
                        && broken.getOriginalMessage().contains("surrogate")
                ? ": Jackson refuses a property whose name has an unpaired surrogate"
                : "";
    }

    private static String ofMismatch(MismatchedInputException mismatch) {
        JsonToken token = mismatch.getCurrentToken();
        Class<?> wanted = mismatch.getTargetType();
        if (token == null || wanted == null || token.isStructEnd()) {
            return "";
        }
        return token == JsonToken.VALUE_STRING && wanted.isEnum()
                ? ": a string came that is not the name of a " + wanted.getSimpleName()
                : ": " + kind(token) + " came, " + wanted.getSimpleName() + " was asked for";
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a number";
            case VALUE_NUMBER_FLOAT -> "a number with a point or an exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case VALUE_EMBEDDED_OBJECT -> "binary";
            case NOT_AVAILABLE -> "a value";
        };
    }

    private static String ofType(InvalidDefinitionException definition, boolean writing) {
        Class<?> type = definition.getType().getRawClass();
        Optional<String> refusal = writing ? ArgumentTypes.refusal(type) : Optional.empty();
        if (refusal.isPresent()) {
            return refusal.get();
        } else if (!writing && OtherTypes.isTree(type)) {
            return ArgumentTypes.unreadableTree(type);
        } else if (isAboutAccess(definition)) {
            return ArgumentTypes.opening(type, JACKSON);
        } else if (isKotlin(type)) {
            return type.getTypeName() + " is a Kotlin class, for which Jackson 2 needs"
                    + " com.fasterxml.jackson.module:jackson-module-kotlin (tools.jackson.module is that of Jackson 3)";
        } else if (MODULES.containsKey(type.getPackageName())) {
            return type.getTypeName() + " needs " + MODULES.get(type.getPackageName()) + " on the class path";
        } else if (type == Optional.class) {
            return "java.util.Optional needs com.fasterxml.jackson.datatype:jackson-datatype-jdk8 on the class path";
        } else if (writing && definition.getOriginalMessage().startsWith("No serializer found")) {
            return ArgumentTypes.withoutProperties(type);
        }
        return "Jackson 2 does not know how to " + (writing ? "write " : "make ") + type.getTypeName();
    }

    /** Jackson 2 says it only in words when it looks for what to write. */
    private static boolean isAboutAccess(Throwable failure) {
        return cause(InaccessibleObjectException.class, failure).isPresent()
                || cause(IllegalAccessException.class, failure).isPresent()
                || (failure instanceof InvalidDefinitionException definition
                        && definition.getOriginalMessage().contains("Failed to call `setAccess"));
    }

    /** Returns what a module has to open. How Jackson finds out depends on what it does with the type. */
    private static String ofAccess(Throwable failure) {
        return typeIn(failure)
                .map(type -> ": " + ArgumentTypes.opening(type, JACKSON))
                .orElse("");
    }

    private static Optional<Class<?>> typeIn(Throwable failure) {
        if (failure instanceof ValueInstantiationException instantiation) {
            return Optional.of(instantiation.getType().getRawClass());
        }
        return JsonPath.lastHolder(failure).map(holder -> holder instanceof Class<?> type ? type : holder.getClass());
    }

    private static <T> Optional<T> cause(Class<T> type, Throwable failure) {
        Throwable next = failure;
        for (int i = 0; next != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(next)) {
                return Optional.of(type.cast(next));
            }
            next = next.getCause();
        }
        return Optional.empty();
    }

    private static boolean isKotlin(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
                return true;
            }
        }
        return false;
    }
}
