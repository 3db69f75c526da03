import org.jspecify.annotations.NullMarked;

/** A Socket.IO 5 client. */
@NullMarked
module io.curlew.socketio {
    requires static org.jspecify;
    requires transitive io.curlew.engineio;
    requires org.slf4j;
}
