import org.jspecify.annotations.NullMarked;

/** An Engine.IO and Socket.IO server for tests. */
@NullMarked
module io.curlew.testserver {
    requires static transitive org.jspecify;
    requires transitive io.curlew.socketio;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires static io.netty.codec.compression; // a part of io.netty.codec in Netty 4.1
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;

    exports io.curlew.testserver;
    exports io.curlew.testserver.fault;
    exports io.curlew.testserver.raw;
}
