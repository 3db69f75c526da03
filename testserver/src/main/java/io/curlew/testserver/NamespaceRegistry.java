package io.curlew.testserver;

import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.Parser;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The namespaces of a server, and how new ones are set up. Safe for use by many threads. */
final class NamespaceRegistry {
    /** How many namespaces there may be before clients can make no more: they must not fill the memory. */
    private static final int MAX_NAMESPACES = 10_000;

    private final Parser parser;
    private final ServerContext context;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final List<Patterned> patterns = new CopyOnWriteArrayList<>();
    /** Those that a thread is setting up: what sets one up may ask for it by its name. */
    private final ThreadLocal<Map<String, Namespace>> beingSetUp = ThreadLocal.withInitial(HashMap::new);

    /** What is done to a new namespace whose name matches. */
    private record Patterned(Pattern pattern, Consumer<? super Namespace> setUp) {
        Patterned {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(setUp, "setUp");
        }

        boolean matches(String name) {
            return pattern.matcher(name).matches();
        }
    }

    NamespaceRegistry(Parser parser, ServerContext context) {
        this.parser = parser;
        this.context = context;
    }

    void add(Pattern pattern, Consumer<? super Namespace> setUp) {
        patterns.add(new Patterned(pattern, setUp));
    }

    Collection<Namespace> all() {
        return namespaces.values();
    }

    /** Returns the namespace for the program, which makes it if there is none. */
    Namespace get(String name) {
        String absolute = Namespaces.validate(name.startsWith("/") ? name : "/" + name);
        return Optional.ofNullable(namespaces.get(absolute))
                .or(() -> Optional.ofNullable(beingSetUp.get().get(absolute)))
                .orElseGet(() -> make(absolute, patternOf(absolute)));
    }

    /** Returns the namespace for a client, which makes only those that match a pattern. */
    Optional<Namespace> find(String name) {
        Optional<Namespace> present = Optional.ofNullable(namespaces.get(name));
        return present.isPresent() || namespaces.size() >= MAX_NAMESPACES
                ? present
                : patternOf(name).flatMap(pattern -> makeForClient(name, pattern));
    }

    private Optional<Patterned> patternOf(String name) {
        return patterns.stream().filter(pattern -> pattern.matches(name)).findFirst();
    }

    private Optional<Namespace> makeForClient(String name, Patterned pattern) {
        try {
            return Optional.of(make(name, Optional.of(pattern)));
        } catch (Throwable thrown) {
            context.journal().failed(thrown);
            return Optional.empty();
        }
    }

    /** Whoever makes it, no client joins it before it is set up. If two threads do, the first one's is kept. */
    private Namespace make(String name, Optional<Patterned> pattern) {
        Namespace made = new Namespace(name, parser, context);
        pattern.ifPresent(how -> setUp(made, how));
        Namespace present = namespaces.putIfAbsent(name, made);
        return present == null ? made : present;
    }

    private void setUp(Namespace made, Patterned how) {
        Map<String, Namespace> mine = beingSetUp.get();
        mine.put(made.name(), made);
        try {
            how.setUp().accept(made);
        } finally {
            mine.remove(made.name());
            if (mine.isEmpty()) {
                beingSetUp.remove();
            }
        }
    }
}
