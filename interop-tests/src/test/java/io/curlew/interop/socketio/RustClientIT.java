package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.ScriptProcess;
import io.curlew.interop.servers.Installed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * rust_socketio's blocking client. Each has a process of its own, which ends with it: the thread that reads for one
 * never ends, and takes a whole core once it is closed.
 */
@EnabledIf("io.curlew.interop.servers.Installed#rustClient")
class RustClientIT extends ClientContract {
    @Override
    String name() {
        return "rust_socketio";
    }

    /** Over polling it posts a pong while it posts an event, and no session survives two POSTs at a time. */
    @Override
    Duration pingInterval() {
        return Duration.ofMinutes(1);
    }

    @Override
    ClientUnderTest start(URI uri, Transports transports, List<String> namespaces) {
        ScriptProcess rust = ScriptProcess.start("client", List.of(Installed.RUST_CLIENT.toString()));
        return ScriptedClient.ofItsOwnProcess(rust, uri, transports);
    }
}
