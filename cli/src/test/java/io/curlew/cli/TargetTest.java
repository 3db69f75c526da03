package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.client.EngineSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000,              http://localhost:3000/,       /",
        "http://localhost:3000/,             http://localhost:3000/,       /",
        "http://localhost:3000/admin,        http://localhost:3000/,       /admin",
        "https://example.org/a/b?x=1&y=%26,  https://example.org/?x=1&y=%26, /a/b",
        "wss://example.org/caf%C3%A9,        wss://example.org/,           /café",
        "localhost:3000/admin,               http://localhost:3000/,       /admin",
        "http://[::1]:3000/x,                http://[::1]:3000/,           /x",
        "http://me:secret@example.org/x,     http://me:secret@example.org/, /x",
        "http://my_service:3000/x,           http://my_service:3000/,      /x",
        "http://me:a_b@my_service?x=a_b,     http://me:a_b@my_service/?x=a_b, /",
        "http://[fe80::1%25br-12ab]:3000/x,  http://[fe80::1%25br-12ab]:3000/, /x"
    })
    void thePathIsTheNamespaceAndTheRestTheServer(String url, String server, String namespace) {
        Target target = Target.parse(url);
        assertThat(target.server()).isEqualTo(server);
        assertThat(target.path()).isEqualTo("/socket.io/");
        assertThat(target.namespace()).isEqualTo(namespace);
        assertThatCode(() -> EngineSocket.builder(server).build()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_service:3000/a,     http://my_service:3000/a",
        "my_service,                   http://my_service/",
        "ws://[fe80::1%br-1]:81,       ws://[fe80::1%br-1]:81/"
    })
    void theHostIsShownAsItIsWritten(String url, String shown) {
        assertThat(Target.parse(url)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/tenant%2Fa/socket.io/, /tenant%2Fa/socket.io/",
        "http://a/x%20y/socket.io,       /x%20y/socket.io/",
        "http://a/%2525/socket.io/,      /%2525/socket.io/"
    })
    void whereTheServerListensStaysEncoded(String url, String path) {
        assertThat(Target.parse(url).path()).isEqualTo(path);
        assertThat(Target.parseEngine("http://a" + path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://", "http:///secret", "http://secret host", "http://_secret_:x/", "http://a:secret"})
    void whatIsNoUrlIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> Target.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a URL")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000/socket.io,       /socket.io/",
        "http://localhost:3000/socket.io/?a=b,  /socket.io/",
        "http://localhost:3000/api/socket.io/,  /api/socket.io/"
    })
    void aPathThatEndsInSocketIoIsWhereTheServerListens(String url, String path) {
        Target target = Target.parse(url);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.namespace()).isEqualTo("/");
        assertThat(target.endpoint()).isEqualTo("http://localhost:3000" + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:0", "http://localhost:65536", "localhost:99999/x"})
    void aPortThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> Target.parse(url)).hasMessage("not a URL: its port must be from 1 to 65535");
    }

    @Test
    void aNamespaceGivenApartNeedsNoSlash() {
        Target target = Target.parse("http://localhost/admin");
        assertThat(target.withNamespace("news").namespace()).isEqualTo("/news");
        assertThat(target.withNamespace("/news").namespace()).isEqualTo("/news");
    }

    @Test
    void itsTextHoldsNoCredentials() {
        assertThat(Target.parse("http://me:secret@localhost:3000/admin?token=secret"))
                .hasToString("http://localhost:3000/admin");
    }
}
