import io.curlew.socketio.jackson.JacksonJsonCodec;
import io.curlew.socketio.protocol.JsonCodec;
import org.jspecify.annotations.NullMarked;

/** JSON for the Socket.IO client, on Jackson 3. */
@NullMarked
module io.curlew.socketio.jackson {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires transitive tools.jackson.databind;

    exports io.curlew.socketio.jackson;

    provides JsonCodec with
            JacksonJsonCodec;
}
