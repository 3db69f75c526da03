package io.curlew.interop.node;

import io.curlew.interop.Executables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A script of {@code src/test/node}, running. */
public final class NodeProcess extends ScriptProcess {
    private static final Map<String, NodeProcess> SHARED = new ConcurrentHashMap<>();

    private NodeProcess(String script) {
        super(script, List.of(("node src/test/node/" + script).split(" ", -1)));
    }

    /** Returns whether Node.js is on the PATH; with {@code CI=true} it has to be, and starting fails when it is not. */
    public static boolean canStart() {
        return "true".equals(System.getenv("CI")) || Executables.find("node").isPresent();
    }

    /** Starts the script and waits until it is ready. */
    public static NodeProcess start(String script) {
        return new NodeProcess(script);
    }

    /** Returns the one process of this script that all tests share; it is started when there is none. */
    public static NodeProcess shared(String script) {
        return SHARED.compute(script, (key, running) -> running != null && running.isAlive() ? running : start(key));
    }
}
