import org.jspecify.annotations.NullMarked;

/** JSON for the Socket.IO client, on Jackson 3. */
@NullMarked
module io.curlew.socketio.jackson {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires transitive tools.jackson.databind;
}
