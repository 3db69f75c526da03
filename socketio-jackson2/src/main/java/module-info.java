import io.curlew.socketio.jackson2.Jackson2JsonCodec;
import io.curlew.socketio.protocol.JsonCodec;
import org.jspecify.annotations.NullMarked;

/** JSON for the Socket.IO client, on Jackson 2. */
@NullMarked
@SuppressWarnings("module") // the 2 is that of Jackson
module io.curlew.socketio.jackson2 {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires transitive com.fasterxml.jackson.databind;

    exports io.curlew.socketio.jackson2;

    provides JsonCodec with
            Jackson2JsonCodec;
}
