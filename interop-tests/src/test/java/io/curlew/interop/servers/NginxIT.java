package io.curlew.interop.servers;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.curlew.interop.servers.Installed#nginx")
class NginxIT extends ProxyContract {
    @Override
    Proxy start(Path directory, OtherServer... servers) throws Exception {
        return Proxy.nginx(directory, servers);
    }
}
