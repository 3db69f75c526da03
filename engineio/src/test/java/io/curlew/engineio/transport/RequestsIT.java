package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.TransportType;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in a request's head. */
class RequestsIT {
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("A52")
    void theUsersQueryIsEncodedAndTheProtocolsOwnKeysWin(TransportType type) throws Exception {
        new Rig(type, server.uri())
                .query("b", "&=#%\r\n é+ ")
                .query("a=", "~._-")
                .query("EIO", "3")
                .query("transport", "carrier-pigeon")
                .query("t", "0")
                .query("sid", "stolen")
                .open();
        String target = server.accept().readRequest().target();
        assertThat(target)
                .startsWith(
                        "/engine.io/?b=%26%3D%23%25%0D%0A%20%C3%A9%2B%20&a%3D=~._-&EIO=4&transport=" + type.wireName())
                .doesNotContain("stolen", "t=0");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theUsersHeadersAreSentButNotThoseOfTheConnection(TransportType type) throws Exception {
        new Rig(type, server.uri())
                .header("X-Two", "1", "2")
                .header("Host", "virtual.example")
                .header("Accept", "text/plain")
                .header("Connection", "close")
                .header("upgrade", "h2c")
                .header("Transfer-Encoding", "chunked")
                .header("Sec-WebSocket-Key", "mine")
                .open();
        Peer.Request request = server.accept().readRequest();
        assertThat(request.header("x-two")).isEqualTo("1, 2");
        assertThat(request.header("host")).isEqualTo("virtual.example");
        assertThat(request.header("accept")).isEqualTo("text/plain");
        assertThat(request.headers()).doesNotContainKey("transfer-encoding");
        assertThat(request.headers().values()).doesNotContain("close", "h2c", "mine");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theUserAgentIsOursUnlessTheUserSaysOtherwise(TransportType type) throws Exception {
        new Rig(type, server.uri()).open();
        assertThat(server.accept().readRequest().header("user-agent")).matches("curlew/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        new Rig(type, server.uri()).header("User-Agent", "theirs/2").open();
        assertThat(server.accept().readRequest().header("user-agent")).isEqualTo("theirs/2");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/engine.io/, a.example, 80, a.example, /engine.io/",
        "https://a.example, a.example, 443, a.example, /",
        "HTTPS://a.example:8443/x%20y, a.example, 8443, a.example:8443, /x%20y",
        "http://a.example:/, a.example, 80, a.example, /",
        "https://a.example:443/, a.example, 443, a.example, /",
        "http://my_container:4000/, my_container, 4000, my_container:4000, /",
        "http://[::1]/, ::1, 80, [::1], /",
        "http://[::1]:81/, ::1, 81, [::1]:81, /",
        "http://user:pw@a.example:81/, a.example, 81, a.example:81, /"
    })
    void aTargetIsReadFromTheUri(String uri, String host, int port, String authority, String path) {
        Target target = Target.of(URI.create(uri));
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.authority()).isEqualTo(authority);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.secure())
                .isEqualTo(uri.toLowerCase(java.util.Locale.ROOT).startsWith("https"));
        assertThat(target.toString()).doesNotContain("pw");
    }

    @Test
    void aUriWithoutAHostIsRefused() {
        assertThatThrownBy(() -> Target.of(URI.create("http:/path"))).isInstanceOf(IllegalArgumentException.class);
    }
}
