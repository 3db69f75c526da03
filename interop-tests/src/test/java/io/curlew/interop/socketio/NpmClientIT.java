package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import java.net.URI;
import java.util.List;

@NeedsNode
class NpmClientIT extends ClientContract {
    @Override
    String name() {
        return "socket.io-client";
    }

    @Override
    ClientUnderTest start(URI uri, Transports transports, List<String> namespaces) {
        return ScriptedClient.node(uri, transports);
    }
}
