package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import java.net.URI;
import java.util.List;

class OfficialJavaClientIT extends ClientContract {
    @Override
    String name() {
        return "official Java client";
    }

    @Override
    ClientUnderTest start(URI uri, Transports transports, List<String> namespaces) {
        return new OfficialJavaClient(uri, transports);
    }
}
