package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import io.curlew.socketio.protocol.ArgumentTypes;
import java.io.IOException;

/**
 * Replaces how Jackson would handle types that it knows nothing of and takes for beans, lists or maps: trees of other
 * JSON libraries, and what can't be a value. Serialisers that somebody else has provided stay.
 */
final class OtherTypes {
    private OtherTypes() {}

    static boolean isTree(Class<?> type) {
        return ArgumentTypes.isJsonTree(type) && !JsonNode.class.isAssignableFrom(type);
    }

    private static boolean isJacksonsOwn(Object handler) {
        return handler.getClass().getPackageName().startsWith("com.fasterxml.jackson.databind");
    }

    static final class Writing extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            return modify(description.getType(), serializer);
        }

        @Override
        public JsonSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonSerializer<?> serializer) {
            return modify(type, serializer);
        }

        @Override
        public JsonSerializer<?> modifyMapSerializer(
                SerializationConfig config, MapType type, BeanDescription description, JsonSerializer<?> serializer) {
            return modify(type, serializer);
        }

        private static JsonSerializer<?> modify(JavaType type, JsonSerializer<?> serializer) {
            if (!isJacksonsOwn(serializer)) {
                return serializer;
            }
            Class<?> raw = type.getRawClass();
            if (isTree(raw)) {
                return new JsonSerializers.OfTree();
            }
            return ArgumentTypes.refusal(raw).isPresent() ? new RefusedWriting(type) : serializer;
        }

        /** {@link Rule} makes the message, from the type. */
        private static final class RefusedWriting extends JsonSerializer<Object> {
            private final JavaType type;

            RefusedWriting(JavaType type) {
                this.type = type;
            }

            @Override
            public void serialize(Object value, JsonGenerator generator, SerializerProvider context)
                    throws IOException {
                context.reportBadDefinition(type, "not a value");
            }
        }
    }

    static final class Reading extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            return modify(description.getType(), deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return modify(type, deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return modify(type, deserializer);
        }

        /** Of a foreign tree Jackson would make an empty one. */
        private static JsonDeserializer<?> modify(JavaType type, JsonDeserializer<?> deserializer) {
            return isJacksonsOwn(deserializer) && isTree(type.getRawClass()) ? new RefusedReading(type) : deserializer;
        }

        /** {@link Rule} makes the message, from the type. */
        private static final class RefusedReading extends JsonDeserializer<Object> {
            private final JavaType type;

            RefusedReading(JavaType type) {
                this.type = type;
            }

            @Override
            public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return context.reportBadDefinition(type, "not read");
            }
        }
    }
}
