package io.curlew.cli;

import picocli.CommandLine.Help.Ansi;

/** Colours for a terminal that has them. Whatever a peer sent is escaped before, and has no say here. */
record Colors(boolean on) {
    static final Colors NONE = new Colors(false);

    static final String BOLD = "1";
    static final String NAME = "1;36";
    static final String DIM = "2";
    static final String STRING = "32";
    static final String NUMBER = "33";
    static final String WORD = "35";
    static final String KEY = "34";
    static final String GOOD = "32";
    static final String DONE = "1;32";
    static final String BAD = "1;31";

    static Colors of(Ansi ansi) {
        return new Colors(ansi.enabled());
    }

    /** Returns the text in a colour: the number of an SGR sequence (ECMA-48, 8.3.117). */
    String paint(String sgr, String text) {
        return on ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
    }
}
