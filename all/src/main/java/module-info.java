import org.jspecify.annotations.NullMarked;

/**
 * The Socket.IO client with its default JSON codec: the one module that most programs require.
 *
 * <p>The client is in {@link io.curlew.socketio.client}, and what events carry in {@link io.curlew.socketio.protocol}.
 * The codec, on Jackson 3, is in {@link io.curlew.socketio.jackson}. A program whose records are in a named module
 * opens their package to Jackson: {@code opens com.example.messages to tools.jackson.databind;}.
 */
@NullMarked
module io.curlew {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires transitive io.curlew.socketio.jackson;
}
