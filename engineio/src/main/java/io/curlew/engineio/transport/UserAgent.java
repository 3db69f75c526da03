package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;

/** What a request says of the program that makes it, unless the program says it itself: {@code curlew/1.2.3}. */
final class UserAgent {
    /** Written by the build. */
    private static final String VERSION_FILE = "version.txt";

    static final String OURS = "curlew" + version();

    private UserAgent() {}

    /** Returns the version behind a slash; nothing where the file is missing, as in a native image without it. */
    private static String version() {
        try (InputStream file = UserAgent.class.getResourceAsStream(VERSION_FILE)) {
            return file == null ? "" : '/' + new String(file.readAllBytes(), US_ASCII).trim();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
