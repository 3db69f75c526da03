package io.curlew.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an argument on the command line stands for. */
final class Argument {
    static final String STDIN = "-";

    private static final String TEXT = "text:";
    private static final String BASE64 = "b64:";
    private static final String BINARY = "bin:";
    private static final String BYTES = BINARY + "@";

    private Argument() {}

    /**
     * Returns the value of an argument of an event: JSON when it is JSON, text otherwise.
     *
     * @throws WrongUsage when a file isn't there or isn't named, or base64 is none
     */
    static @Nullable Object value(String argument) {
        if (argument.equals(STDIN)) {
            return RawJson.of(stdin());
        }
        if (argument.startsWith("@")) {
            return RawJson.of(textOf(argument.substring(1)));
        }
        if (argument.startsWith(TEXT)) {
            return RawJson.ofText(argument.substring(TEXT.length()));
        }
        return isPlain(argument) ? RawJson.of(argument) : data(argument);
    }

    /** Returns what an argument that is a message stands for: a text or bytes. */
    static Object data(String argument) {
        if (argument.equals(STDIN)) {
            return stdin();
        }
        if (argument.startsWith(TEXT)) {
            return argument.substring(TEXT.length());
        }
        if (argument.startsWith(BASE64)) {
            return base64(argument.substring(BASE64.length()));
        }
        if (argument.startsWith(BYTES)) {
            return Indirect.file(argument.substring(BYTES.length()));
        }
        if (argument.startsWith(BINARY)) {
            throw new WrongUsage("what follows bin: is @ and a file, as in bin:@photo.png; text:bin:... is text");
        }
        return argument.startsWith("@") ? textOf(argument.substring(1)) : argument;
    }

    /** Refuses arguments of which more than one would be stdin: the second would be empty. */
    static void requireOneStdin(List<String> arguments) {
        if (Collections.frequency(arguments, STDIN) > 1) {
            throw new WrongUsage("stdin can be one argument only");
        }
    }

    private static boolean isPlain(String argument) {
        return !argument.startsWith(BASE64) && !argument.startsWith(BINARY);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("what follows b64: is not base64");
        }
    }

    private static String textOf(String file) {
        return Utf8.text(bytesOf(file))
                .map(Argument::withoutLastLineBreak)
                .orElseThrow(() ->
                        new WrongUsage("the file " + file + " is not UTF-8; " + BYTES + file + " sends its bytes"));
    }

    /** A name that somebody has somewhere looks like a file's. */
    private static byte[] bytesOf(String file) {
        try {
            return Indirect.file(file);
        } catch (WrongUsage why) {
            throw new WrongUsage(why.getMessage() + "; " + TEXT + "@" + file + " is text");
        }
    }

    private static String stdin() {
        try {
            return Utf8.text(System.in.readAllBytes())
                    .map(Argument::withoutLastLineBreak)
                    .orElseThrow(() -> new WrongUsage("stdin is not UTF-8; bin:@FILE sends the bytes of a file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An editor ends a file with one, and {@code echo} what it prints. */
    private static String withoutLastLineBreak(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
    }
}
