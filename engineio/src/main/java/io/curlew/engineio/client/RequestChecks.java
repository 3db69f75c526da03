package io.curlew.engineio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a builder refuses at once of what goes into requests. No message repeats a value, which may be a secret. */
final class RequestChecks {
    private static final Set<String> PROTOCOLS_OWN = Set.of("EIO", "transport", "sid", "b64");
    private static final String TOKEN_EXTRAS = "!#$%&'*+-.^_`|~";

    private RequestChecks() {}

    static void path(String path) {
        if (!Objects.requireNonNull(path, "path").startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            throw new IllegalArgumentException("A path must start with \"/\" and have no query or fragment");
        }
        try {
            URI unused = new URI("http://host" + path);
        } catch (URISyntaxException malformed) {
            // Its message would repeat the path.
            throw new IllegalArgumentException("The path is malformed: " + malformed.getReason());
        }
    }

    static void query(String name, String value) {
        Objects.requireNonNull(value, "value");
        if (Objects.requireNonNull(name, "name").equals("sid")) {
            throw new IllegalArgumentException("The query parameter \"sid\" belongs to the protocol");
        }
        if (!UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("The name of a query parameter has an unpaired surrogate");
        }
        if (!UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    "The value of query parameter \"" + name + "\" has an unpaired surrogate");
        }
    }

    static void header(String name, String value) {
        Objects.requireNonNull(value, "value");
        token(Objects.requireNonNull(name, "name"), "header's name");
        if (!value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7F))) {
            throw new IllegalArgumentException("The value of header \"" + name + "\" must be printable ASCII");
        }
    }

    /** RFC 9110, section 5.6.2. */
    static void token(String text, String what) {
        if (text.isEmpty() || !text.chars().allMatch(RequestChecks::isTokenCharacter)) {
            throw new IllegalArgumentException(
                    "A " + what + " must be an HTTP token: letters, digits and !#$%&'*+-.^_`|~");
        }
    }

    static void subprotocols(List<String> offered) {
        if (offered.isEmpty()) {
            throw new IllegalArgumentException("subprotocols() needs at least one name");
        }
        offered.forEach(subprotocol -> token(subprotocol, "subprotocol"));
        if (Set.copyOf(offered).size() < offered.size()) {
            throw new IllegalArgumentException("A subprotocol can be offered only once");
        }
    }

    static void timestampParameter(String name) {
        if (Objects.requireNonNull(name, "name").isEmpty() || PROTOCOLS_OWN.contains(name)) {
            throw new IllegalArgumentException(
                    "The timestamp parameter's name must not be empty or that of another parameter of the protocol");
        }
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || TOKEN_EXTRAS.indexOf(c) >= 0;
    }
}
