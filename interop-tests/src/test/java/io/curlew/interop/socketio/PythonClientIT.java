package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.ScriptProcess;
import io.curlew.interop.servers.Installed;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIf;

/** python-socketio's client that has threads. */
@EnabledIf("io.curlew.interop.servers.Installed#python")
class PythonClientIT extends ClientContract {
    private static final String SCRIPT = "socketio_client.py";

    @Override
    String name() {
        return "python-socketio";
    }

    String kind() {
        return "threads";
    }

    @Override
    final ClientUnderTest start(URI uri, Transports transports, List<String> namespaces) {
        ScriptProcess python =
                ScriptProcess.shared(SCRIPT, List.of(Installed.PYTHON.toString(), "src/test/python/" + SCRIPT));
        return new ScriptedClient(python, uri, transports, Map.of("kind", kind(), "namespaces", namespaces));
    }
}
