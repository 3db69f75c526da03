package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command prints, and what it reads.
 *
 * @param in lines to send
 * @param out what was asked for
 * @param err everything else
 * @param own whether these are the program's own, which may be a terminal
 */
record Streams(InputStream in, PrintWriter out, PrintWriter err, boolean own) {

    /** In UTF-8, whatever the terminal speaks, since JSON does. */
    static Streams ofProgram() {
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        return new Streams(System.in, Output.stdout(), new PrintWriter(new OutputStreamWriter(err, UTF_8), true), true);
    }

    static Streams to(PrintWriter out, PrintWriter err) {
        return of(InputStream.nullInputStream(), out, err);
    }

    static Streams of(InputStream in, PrintWriter out, PrintWriter err) {
        return new Streams(in, out, err, false);
    }

    /** Returns the colours of the terminal, none where these are another thing. */
    Colors colors() {
        return Colors.of(ansi());
    }

    Ansi ansi() {
        return own ? Ansi.AUTO : Ansi.OFF;
    }
}
