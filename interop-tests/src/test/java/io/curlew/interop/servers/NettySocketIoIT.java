package io.curlew.interop.servers;

import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.curlew.interop.servers.Installed#nettySocketIo")
class NettySocketIoIT extends ServerContract {
    @Override
    String server() {
        return "netty-socketio";
    }

    @Override
    OtherServer start() throws IOException {
        return ServerProcess.nettySocketIo();
    }
}
