import org.jspecify.annotations.NullMarked;

/** A Socket.IO 5 client. */
@NullMarked
module io.curlew.socketio {
    requires static transitive org.jspecify;
    requires transitive io.curlew.engineio;
    requires org.slf4j;

    exports io.curlew.socketio.client;
    exports io.curlew.socketio.protocol;

    uses io.curlew.socketio.protocol.JsonCodec;
}
