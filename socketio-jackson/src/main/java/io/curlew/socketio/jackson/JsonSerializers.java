package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ArgumentTypes;
import io.curlew.socketio.protocol.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Write what is JSON already; where Jackson adds the names of types there are none to add. */
final class JsonSerializers {
    private JsonSerializers() {}

    private abstract static class AsItIs<T> extends ValueSerializer<T> {
        @Override
        public void serializeWithType(
                T value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
            serialize(value, generator, context);
        }
    }

    static final class OfJson extends AsItIs<Json> {
        @Override
        public void serialize(Json json, JsonGenerator generator, SerializationContext context) {
            PlaceholderGenerator.write(json, generator);
        }
    }

    static final class OfArgs extends AsItIs<Args> {
        @Override
        public void serialize(Args args, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            for (Object value : args.values()) {
                context.writeValue(generator, value);
            }
            generator.writeEndArray();
        }
    }

    /** For trees of other JSON libraries. */
    static final class OfTree extends AsItIs<Object> {
        @Override
        public void serialize(Object tree, JsonGenerator generator, SerializationContext context) {
            Object opened = ArgumentTypes.opened(tree);
            if (opened == tree) {
                generator.writeRawValue(ArgumentTypes.jsonOf(tree).text());
            } else {
                context.writeValue(generator, opened);
            }
        }
    }
}
