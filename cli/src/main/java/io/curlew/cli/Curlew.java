package io.curlew.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code curlew} command. */
@Command(
        name = "curlew",
        description = "curl for event wires: talks Engine.IO 4 and Socket.IO 5.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Curlew {

    private Curlew() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Curlew()).execute(args));
    }
}
