package io.curlew.socketio.jackson2;

import io.curlew.socketio.codectests.ClosedModuleContract;
import io.curlew.socketio.protocol.JsonCodec;

class ClosedModuleTest extends ClosedModuleContract {
    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec();
    }

    @Override
    protected String libraryModule() {
        return "com.fasterxml.jackson.databind";
    }
}
