package io.curlew.cli;

/** What options are about, in the order of the help. */
enum OptionGroup {
    OWN("Options"),
    SERVER("Options of the connection"),
    TLS("Options for https and wss"),
    FAULTS("Faults"),
    OUTPUT("Options of the output"),
    HELP("Help");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }
}
