package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.ArgumentTypes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

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
        return handler.getClass().getPackageName().startsWith("tools.jackson.databind");
    }

    static final class Writing extends ValueSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription.Supplier description, ValueSerializer<?> serializer) {
            return modify(description.getType(), serializer);
        }

        @Override
        public ValueSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return modify(type, serializer);
        }

        @Override
        public ValueSerializer<?> modifyMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return modify(type, serializer);
        }

        private static ValueSerializer<?> modify(JavaType type, ValueSerializer<?> serializer) {
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
        private static final class RefusedWriting extends ValueSerializer<Object> {
            private final JavaType type;

            RefusedWriting(JavaType type) {
                this.type = type;
            }

            @Override
            public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
                context.reportBadDefinition(type, "not a value");
            }
        }
    }

    static final class Reading extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
            return modify(description.getType(), deserializer);
        }

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return modify(type, deserializer);
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> deserializer) {
            return modify(type, deserializer);
        }

        /** Of a foreign tree Jackson would make an empty one. */
        private static ValueDeserializer<?> modify(JavaType type, ValueDeserializer<?> deserializer) {
            return isJacksonsOwn(deserializer) && isTree(type.getRawClass()) ? new RefusedReading(type) : deserializer;
        }

        /** {@link Rule} makes the message, from the type. */
        private static final class RefusedReading extends ValueDeserializer<Object> {
            private final JavaType type;

            RefusedReading(JavaType type) {
                this.type = type;
            }

            @Override
            public Object deserialize(JsonParser parser, DeserializationContext context) {
                return context.reportBadDefinition(type, "not read");
            }
        }
    }
}
