package io.curlew.interop.servers;

import io.curlew.interop.node.NeedsNode;

@NeedsNode
class ReferenceServerIT extends ServerContract {
    @Override
    String server() {
        return "socket.io";
    }

    @Override
    OtherServer start() {
        return new NodeServer();
    }
}
