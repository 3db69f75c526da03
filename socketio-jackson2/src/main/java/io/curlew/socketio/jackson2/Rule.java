package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.curlew.socketio.protocol.ArgumentTypes;
import io.curlew.socketio.protocol.ConversionException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which rule a value breaks, for the end of a message: types and rules, never values. Jackson's messages have both. */
final class Rule {
    private static final int MAX_CAUSES = 20; // a chain may be a circle

    /** What to add for types that Jackson 2 itself does not know, by their package. */
    private static final Map<String, String> MODULES = Map.of(
            "java.time", "com.fasterxml.jackson.datatype:jackson-datatype-jsr310",
            "org.joda.time", "com.fasterxml.jackson.datatype:jackson-datatype-joda");

    private Rule() {}

    /** Returns what to put behind "can't be written as JSON, at .path". */
    static String ofWriting(Throwable failure) {
        String own = ownMessage(failure);
        if (own != null) {
            return ": " + own;
        }
        return failure instanceof InvalidDefinitionException definition ? ": " + ofType(definition, true) : "";
    }

    /** Returns what to put behind "can't be read as T, at .path". */
    static String ofReading(Throwable failure) {
        if (failure instanceof InvalidDefinitionException definition) {
            return ": " + ofType(definition, false);
        } else if (failure instanceof MismatchedInputException mismatch) {
            return ofMismatch(mismatch);
        }
        if (isCausedBy(InputCoercionException.class, failure)) {
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
        if (writing && ArgumentTypes.refusal(type).isPresent()) {
            return ArgumentTypes.refusal(type).get();
        } else if (!writing && ArgumentTypes.isJsonTree(type) && !JsonNode.class.isAssignableFrom(type)) {
            return ArgumentTypes.unreadableTree(type);
        } else if (isCausedBy(InaccessibleObjectException.class, definition)
                || isCausedBy(IllegalAccessException.class, definition)) {
            return ArgumentTypes.opening(type, "com.fasterxml.jackson.databind");
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

    private static boolean isCausedBy(Class<?> type, Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isKotlin(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getName().equals("kotlin.Metadata")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the message of an exception of ours that is a cause, which quotes no values. */
    private static @Nullable String ownMessage(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof ConversionException ours) {
                return ours.getMessage();
            }
            cause = cause.getCause();
        }
        return null;
    }
}
