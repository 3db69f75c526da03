package io.curlew.engineio.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What client and server agreed on for permessage-deflate (RFC 7692, section 7.1).
 *
 * @param clientTakeover whether this side may use what it knows of earlier messages
 * @param serverTakeover whether the server may
 */
record DeflateTerms(boolean clientTakeover, boolean serverTakeover) {
    private static final String NAME = "permessage-deflate";
    private static final String CLIENT_NO_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_NO_TAKEOVER = "server_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";

    /**
     * Reads the server's answer.
     *
     * @param headers the values of Sec-WebSocket-Extensions
     * @return empty when the server declines
     * @throws BadAnswerException when it chose what was not offered, or says it wrong
     */
    static Optional<DeflateTerms> of(DeflateConfig offered, List<String> headers) throws BadAnswerException {
        List<String> chosen = new ArrayList<>();
        headers.forEach(header -> chosen.addAll(List.of(header.split(",", -1))));
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        require(chosen.size() == 1, "it chose an extension that was not offered");
        String[] parts = chosen.get(0).split(";", -1);
        require(parts[0].trim().toLowerCase(Locale.ROOT).equals(NAME), "it chose an extension that was not offered");
        return Optional.of(terms(offered, parameters(parts)));
    }

    private static DeflateTerms terms(DeflateConfig offered, Map<String, String> given) throws BadAnswerException {
        boolean clientTakeover = !flag(given, CLIENT_NO_TAKEOVER) && offered.contextTakeover();
        boolean serverTakeover = !flag(given, SERVER_NO_TAKEOVER);
        String window = given.remove(SERVER_WINDOW);
        // A window of any size can be inflated.
        require(window == null || window.matches("[89]|1[0-5]"), "the server's window is out of range");
        require(given.isEmpty(), "a parameter of permessage-deflate was not offered");
        return new DeflateTerms(clientTakeover, serverTakeover);
    }

    private static boolean flag(Map<String, String> given, String name) throws BadAnswerException {
        String value = given.remove(name);
        require(value == null || value.isEmpty(), "a parameter of permessage-deflate has a value that takes none");
        return value != null;
    }

    private static Map<String, String> parameters(String[] parts) throws BadAnswerException {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            String value = pair.length == 1 ? "" : unquoted(pair[1].trim());
            String before = parameters.put(pair[0].trim().toLowerCase(Locale.ROOT), value);
            require(before == null, "a parameter of permessage-deflate comes twice");
        }
        return parameters;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static void require(boolean condition, String complaint) throws BadAnswerException {
        if (!condition) {
            throw new BadAnswerException("the WebSocket handshake's answer is wrong: " + complaint);
        }
    }
}
