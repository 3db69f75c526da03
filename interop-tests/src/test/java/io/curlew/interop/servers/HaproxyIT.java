package io.curlew.interop.servers;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.curlew.interop.servers.Installed#haproxy")
class HaproxyIT extends ProxyContract {
    @Override
    Proxy start(Path directory, OtherServer... servers) throws Exception {
        return Proxy.haproxy(directory, servers);
    }
}
