package io.curlew.cli;

import java.util.Map;
import java.util.Optional;

/**
 * What all commands are for: what shells that complete and manuals want to know.
 *
 * @param root curlew's own
 * @param byName that of each command, in the order of the help
 */
record Usages(Usage root, Map<String, Usage> byName) {

    /** @throws WrongUsage when there is no such command */
    Usage named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> new WrongUsage("unknown command " + name));
    }
}
