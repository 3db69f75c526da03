package io.curlew.socketio.jackson;

import java.nio.ByteBuffer;
import tools.jackson.databind.module.SimpleModule;

/** What Curlew teaches a mapper: binary values, and a faster way to make records. */
final class CurlewModule extends SimpleModule {
    CurlewModule() {
        super("curlew");
        SimpleModule unused = addDeserializer(ByteBuffer.class, new ByteBufferDeserializer());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addValueInstantiators(RecordInstantiator.forRecords());
    }
}
