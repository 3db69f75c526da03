package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.ArgumentTypes;
import io.curlew.socketio.protocol.ConversionException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Which rule a value breaks, for the end of a message: types and rules, never values. Jackson's messages have both. */
final class Rule {
    private static final int MAX_CAUSES = 20; // a chain may be a circle

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
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
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
            return ArgumentTypes.opening(type, "tools.jackson.databind");
        } else if (isKotlin(type)) {
            return type.getTypeName() + " is a Kotlin class, for which Jackson 3 needs"
                    + " tools.jackson.module:jackson-module-kotlin (com.fasterxml.jackson.module is that of Jackson 2)";
        } else if (writing && definition.getOriginalMessage().startsWith("No serializer found")) {
            return ArgumentTypes.withoutProperties(type);
        }
        return "Jackson 3 does not know how to " + (writing ? "write " : "make ") + type.getTypeName();
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
