package io.curlew.socketio.jackson2;

import com.fasterxml.jackson.databind.module.SimpleModule;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.nio.ByteBuffer;

/** What Curlew teaches a mapper: binary values, JSON that is there already, and what can't be a value. */
@SuppressWarnings("serial") // never serialised by Java's means
final class CurlewModule extends SimpleModule {
    CurlewModule() {
        super("curlew");
        SimpleModule unused = addDeserializer(ByteBuffer.class, new ByteBufferDeserializer())
                .addSerializer(Json.class, new JsonSerializers.OfJson())
                .addSerializer(Args.class, new JsonSerializers.OfArgs());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addBeanSerializerModifier(new OtherTypes.Writing());
        context.addBeanDeserializerModifier(new OtherTypes.Reading());
    }
}
