package io.curlew.checks;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who may use whom: the table of the design, row by row. What is not written here is forbidden. */
final class UseOnlyWhatIsAllowed extends ArchCondition<JavaClass> {
    private static final String NETTY = "io.netty..";
    private static final String LOG = "org.slf4j..";
    /** Of the network nothing else: the threads of the process are shared by all clients. */
    private static final String LOOPS = "io.curlew.engineio.transport.Loops";

    /** Of the Engine.IO protocol nothing else: how to show what is not ours. */
    private static final String PEER_TEXT = "io.curlew.engineio.protocol.PeerText";

    private static final Set<String> ALWAYS = Set.of("java..", "javax..", "org.jspecify.annotations");

    private static final String[] EXPORTED = {
        "io.curlew.engineio.client",
        "io.curlew.engineio.loop",
        "io.curlew.engineio.protocol",
        "io.curlew.socketio.client",
        "io.curlew.socketio.protocol",
        "io.curlew.socketio.jackson",
        "io.curlew.socketio.jackson2",
        "io.curlew.emitter",
        "io.curlew.emitter.jedis",
        "io.curlew.emitter.lettuce",
        "io.curlew.testserver",
        "io.curlew.testserver.fault",
        "io.curlew.testserver.junit",
        "io.curlew.testserver.raw"
    };

    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
            row("io.curlew.engineio.protocol"),
            row("io.curlew.engineio.session", "io.curlew.engineio.protocol"),
            row("io.curlew.engineio.loop"),
            row("io.curlew.engineio.transport", "io.curlew.engineio.loop", "io.curlew.engineio.protocol", NETTY, LOG),
            row("io.curlew.engineio.delivery", "io.curlew.engineio.loop", "io.curlew.engineio.protocol", LOOPS, LOG),
            row(
                    "io.curlew.engineio.client",
                    "io.curlew.engineio.loop",
                    "io.curlew.engineio.delivery",
                    "io.curlew.engineio.protocol",
                    "io.curlew.engineio.session",
                    "io.curlew.engineio.transport",
                    LOG),
            row("io.curlew.socketio.protocol"),
            row("io.curlew.socketio.session", "io.curlew.socketio.protocol", "io.curlew.engineio.protocol"),
            row(
                    "io.curlew.socketio.client",
                    "io.curlew.socketio.session",
                    "io.curlew.socketio.protocol",
                    "io.curlew.engineio.client",
                    "io.curlew.engineio.loop",
                    "io.curlew.engineio.delivery",
                    "io.curlew.engineio.protocol",
                    LOG),
            row(
                    "io.curlew.socketio.jackson",
                    "io.curlew.socketio.protocol",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation"),
            row("io.curlew.socketio.jackson2", "io.curlew.socketio.protocol", "com.fasterxml.jackson.."),
            row("io.curlew.emitter", "io.curlew.socketio.protocol", "io.curlew.engineio.loop", PEER_TEXT),
            row("io.curlew.emitter.jedis", "io.curlew.emitter", "io.curlew.engineio.loop", "redis.clients.jedis.."),
            row("io.curlew.emitter.lettuce", "io.curlew.emitter", "io.curlew.engineio.loop", "io.lettuce.core.."),
            row("io.curlew.testserver.fault"),
            row("io.curlew.testserver.raw"),
            row("io.curlew.testserver.session", "io.curlew.engineio.protocol", "io.curlew.socketio.protocol"),
            row(
                    "io.curlew.testserver",
                    "io.curlew.testserver.session",
                    "io.curlew.engineio.protocol",
                    "io.curlew.socketio.protocol",
                    NETTY,
                    LOG),
            row(
                    "io.curlew.testserver.junit",
                    "io.curlew.testserver",
                    "org.junit.jupiter.api.extension",
                    "org.opentest4j",
                    "io.netty.pkitesting"),
            row("io.curlew.kafka", exportedAnd("org.apache.kafka..", "tools.jackson..", LOG)),
            row("io.curlew.jmeter", exportedAnd("org.apache.jmeter..", "tools.jackson..")),
            row("io.curlew.cli", exportedAnd("picocli..", "org.jline..", "org.HdrHistogram")),
            row(
                    "io.curlew.examples",
                    exportedAnd(
                            LOG, // as programs log
                            "tools.jackson..",
                            "com.fasterxml.jackson.annotation..", // own mappers
                            "io.lettuce.core..",
                            "redis.clients.jedis..")));

    UseOnlyWhatIsAllowed() {
        super("use only what the table allows");
    }

    static Set<String> packages() {
        return TABLE.keySet();
    }

    /** Returns the package whose row speaks for a class: its own, or for the programs the one at their top. */
    static String rowOf(JavaClass type) {
        return Stream.of("io.curlew.cli", "io.curlew.examples")
                .filter(program -> type.getPackageName().startsWith(program + "."))
                .findFirst()
                .orElse(type.getPackageName());
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        String row = rowOf(type);
        Set<String> allowed = TABLE.get(row);
        if (allowed == null) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a package without a row"));
            return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            boolean ok = target.isPrimitive()
                    || rowOf(target).equals(row)
                    || Stream.concat(ALWAYS.stream(), allowed.stream()).anyMatch(pattern -> matches(pattern, target));
            events.add(new SimpleConditionEvent(dependency, ok, dependency.getDescription()));
        }
    }

    /** A pattern is a package, one with all below it, or a class. */
    private static boolean matches(String pattern, JavaClass target) {
        String name = target.getPackageName();
        return pattern.endsWith("..")
                ? (name + ".").startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern) || target.getName().equals(pattern);
    }

    private static Map.Entry<String, Set<String>> row(String from, String... to) {
        return Map.entry(from, Set.of(to));
    }

    private static String[] exportedAnd(String... libraries) {
        return Stream.concat(Stream.of(EXPORTED), Stream.of(libraries)).toArray(String[]::new);
    }
}
