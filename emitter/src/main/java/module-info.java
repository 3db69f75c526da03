import org.jspecify.annotations.NullMarked;

/** Sends events into a cluster of Socket.IO servers through Redis. */
@NullMarked
module io.curlew.emitter {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires static transitive lettuce.core;
    requires static transitive redis.clients.jedis;

    exports io.curlew.emitter;
    exports io.curlew.emitter.jedis;
    exports io.curlew.emitter.lettuce;

    uses io.curlew.socketio.protocol.JsonCodec;
}
