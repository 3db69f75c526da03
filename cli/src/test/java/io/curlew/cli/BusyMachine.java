package io.curlew.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine that does much else may take more than the usual five seconds to start a JVM, to connect or to answer. */
final class BusyMachine {
    private static final List<String> CONNECTING = List.of("call", "connect", "emit", "engine", "listen", "pipe");
    private static final String TIMEOUT = "--timeout";
    private static final String LONG = "1m";

    private BusyMachine() {}

    /** Returns the arguments of a command with a longer timeout, if it is one that connects, unless they have one. */
    static String[] patient(String... args) {
        if (args.length == 0
                || !CONNECTING.contains(args[0])
                || Arrays.asList(args).contains(TIMEOUT)) {
            return args;
        }
        List<String> patient = new ArrayList<>(Arrays.asList(args));
        patient.addAll(1, List.of(TIMEOUT, LONG));
        return patient.toArray(String[]::new);
    }

    /** Returns a function of bash that does the same, and is called as the command is. */
    static String bashFunction(String command) {
        return """
                curlew() {
                    if [[ ' %s ' == *" $1 "* && " $* " != *' %s '* ]]; then
                        set -- "$1" %s %s "${@:2}"
                    fi
                    %s "$@"
                }
                """.formatted(String.join(" ", CONNECTING), TIMEOUT, TIMEOUT, LONG, command);
    }
}
