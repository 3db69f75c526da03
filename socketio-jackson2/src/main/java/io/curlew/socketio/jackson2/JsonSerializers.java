package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ArgumentTypes;
import io.curlew.socketio.protocol.Json;
import java.io.IOException;

/** Write what is JSON already; where Jackson adds the names of types there are none to add. */
final class JsonSerializers {
    private JsonSerializers() {}

    private abstract static class AsItIs<T> extends JsonSerializer<T> {
        @Override
        public void serializeWithType(
                T value, JsonGenerator generator, SerializerProvider context, TypeSerializer types) throws IOException {
            serialize(value, generator, context);
        }
    }

    static final class OfJson extends AsItIs<Json> {
        @Override
        public void serialize(Json json, JsonGenerator generator, SerializerProvider context) throws IOException {
            PlaceholderGenerator.write(json, generator);
        }
    }

    static final class OfArgs extends AsItIs<Args> {
        @Override
        public void serialize(Args args, JsonGenerator generator, SerializerProvider context) throws IOException {
            generator.writeStartArray();
            for (Object value : args.values()) {
                context.defaultSerializeValue(value, generator);
            }
            generator.writeEndArray();
        }
    }

    /** For trees of other JSON libraries. */
    static final class OfTree extends AsItIs<Object> {
        @Override
        public void serialize(Object tree, JsonGenerator generator, SerializerProvider context) throws IOException {
            Object opened = ArgumentTypes.opened(tree);
            if (opened == tree) {
                generator.writeRawValue(ArgumentTypes.jsonOf(tree).text());
            } else {
                context.defaultSerializeValue(opened, generator);
            }
        }
    }
}
