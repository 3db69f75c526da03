package io.curlew.interop.servers;

import io.curlew.interop.limits.LimitsPageContract;
import java.util.List;

class ServersPageTest extends LimitsPageContract {
    ServersPageTest() {
        super("servers.md", List.of(ServerContract.class, ProxyContract.class), List.of("nginx", "haproxy"));
    }
}
