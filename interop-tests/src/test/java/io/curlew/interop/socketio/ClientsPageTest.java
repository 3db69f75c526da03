package io.curlew.interop.socketio;

import io.curlew.interop.limits.LimitsPageContract;
import java.util.List;

class ClientsPageTest extends LimitsPageContract {
    ClientsPageTest() {
        super("test-server.md", List.of(ClientContract.class), List.of());
    }
}
