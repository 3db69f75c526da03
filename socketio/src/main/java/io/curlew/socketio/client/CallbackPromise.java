package io.curlew.socketio.client;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.Memory;

/** The answer to an event, delivered in the client's lane. */
record CallbackPromise(AckCallback callback, Delivery delivery) implements Promise<Args> {

    @Override
    public void succeed(Args args) {
        succeed(args, Memory.NOTICE);
    }

    @Override
    public void succeed(Args args, long memory) {
        delivery.tell(() -> callback.answered(args), memory);
    }

    @Override
    public void fail(RuntimeException why) {
        delivery.tell(() -> callback.failed((AckException) why));
    }
}
