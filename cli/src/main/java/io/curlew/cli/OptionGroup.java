package io.curlew.cli;

import java.util.Map;

/** What options are about, in the order of the help. */
enum OptionGroup {
    OWN("Options"),
    SERVER("Options of the connection"),
    TLS("Options for https and wss"),
    FAULTS("Options of what goes wrong"),
    OUTPUT("Options of the output"),
    HELP("Help");

    private static final Map<Class<?>, OptionGroup> MIXINS = Map.of(
            ConnectOptions.class, SERVER,
            WireOptions.class, SERVER,
            TlsOptions.class, TLS,
            ServerTlsOptions.class, TLS,
            FaultOptions.class, FAULTS,
            Console.class, OUTPUT,
            Trace.class, OUTPUT);

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    /** Returns the group of the options that a class declares: a mixin's, picocli's own, or a command's own. */
    static OptionGroup of(Class<?> declaring) {
        if (declaring.getPackageName().startsWith("picocli")) {
            return HELP;
        }
        return MIXINS.getOrDefault(declaring, OWN);
    }
}
