package io.curlew.socketio.jackson;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.nio.ByteBuffer;
import tools.jackson.databind.module.SimpleModule;

/**
 * What Curlew teaches a mapper: binary values, JSON that is there already, what can't be a value, and a faster way to
 * make records.
 */
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
        context.addValueInstantiators(RecordInstantiator.forRecords());
        context.addSerializerModifier(new OtherTypes.Writing());
        context.addDeserializerModifier(new OtherTypes.Reading());
    }
}
