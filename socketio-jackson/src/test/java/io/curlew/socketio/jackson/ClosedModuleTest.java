package io.curlew.socketio.jackson;

import io.curlew.socketio.codectests.ClosedModuleContract;
import io.curlew.socketio.protocol.JsonCodec;

class ClosedModuleTest extends ClosedModuleContract {
    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec();
    }

    @Override
    protected String libraryModule() {
        return "tools.jackson.databind";
    }
}
