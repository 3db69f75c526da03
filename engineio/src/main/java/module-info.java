import org.jspecify.annotations.NullMarked;

/** An Engine.IO 4 client. */
@NullMarked
@SuppressWarnings("module") // the Socket.IO client is compiled after this
module io.curlew.engineio {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.transport;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.kqueue;

    exports io.curlew.engineio.client;
    exports io.curlew.engineio.loop;
    exports io.curlew.engineio.protocol;
    exports io.curlew.engineio.delivery to
            io.curlew.socketio;
}
