package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A54")
class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "http://host, http://host",
        "HTTP://Host:8080/, http://Host:8080",
        "ws://host:1, http://host:1",
        "https://host:65535, https://host:65535",
        "wss://10.0.0.1, https://10.0.0.1",
        "wss://[::1]:3000, https://[::1]:3000"
    })
    void schemeHostAndPortAreTheBase(String url, URI base) {
        Endpoint endpoint = Endpoint.parse(url);
        assertThat(endpoint.base()).isEqualTo(base);
        assertThat(endpoint.path()).isEmpty();
        assertThat(endpoint.query()).isEmpty();
        assertThat(endpoint.credentials()).isEmpty();
    }

    @ParameterizedTest
    @Tag("N15")
    @CsvSource({
        "http://[fe80::1%25eth0]/x?a=%25#%25, http://[fe80::1], eth0",
        "http://user:%25@[fe80::1%25eth0]:80, http://[fe80::1], eth0",
        "https://[fe80::1%251]:3000, https://[fe80::1]:3000, 1",
        "ws://[fe80::1%25br-1a2b.10], http://[fe80::1], br-1a2b.10",
        "ws://[fe80::1%25a%3Ab%2d~_], http://[fe80::1], a:b-~_",
        "http://[::1%lo], http://[::1], lo",
        "http://[fe80::1%eth0]:80/, http://[fe80::1], eth0",
        "http://[fe80::1%1], http://[fe80::1], 1"
    })
    void theZoneOfAnAddressIsDecodedAndKeptApart(String url, URI base, String zone) {
        Endpoint endpoint = Endpoint.parse(url);
        assertThat(endpoint.base()).isEqualTo(base);
        assertThat(endpoint.zone()).contains(zone);
    }

    @ParameterizedTest
    @Tag("N15")
    @ValueSource(strings = {"http://[fe80::1%12]", "http://[fe80::1%ab0]", "http://[fe80::1%2Feth0]"})
    void aPercentSignThatMayBeginAnEncodedByteIsNoZone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(url))
                .withMessage(
                        "The zone of an IPv6 address must have \"%25\" in front: what follows its \"%\" could be an"
                                + " encoded byte");
    }

    @ParameterizedTest
    @Tag("N15")
    @ValueSource(
            strings = {
                "http://[fe80::1%25]",
                "http://[fe80::1%]",
                "http://[fe80::1%25eth0%]",
                "http://[fe80::1%25eth0%2]",
                "http://[fe80::1%25eth%20]",
                "http://[fe80::1%25eth%2Fx]",
                "http://[fe80::1%25eth%0A]",
                "http://[fe80::1%25eth%C3%A9]",
                "http://[fe80::1%25eth0@x]"
            })
    void aZoneThatIsNoNameIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(url))
                .withMessage("The zone of an IPv6 address is the name of a network interface, percent-encoded");
    }

    @ParameterizedTest
    @Tag("N15")
    @ValueSource(
            strings = {"http://host/[::1%25lo]", "http://host?[::1%25lo]", "http://10.0.0.1%25lo", "http://[x%25lo]"})
    void otherBracketsHaveNoZone(String url) {
        try {
            assertThat(Endpoint.parse(url).zone()).isEmpty();
        } catch (IllegalArgumentException malformed) {
            assertThat(malformed).hasMessageNotContaining("zone");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:3000", "127.0.0.1:3000", "my_host:3000", "example.org", "//host", "", "http:/host"})
    void aUrlWithoutASchemeGetsAnExampleOfOne(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(url))
                .withMessage("The URL must start with http://, https://, ws:// or wss://, as in http://localhost:3000");
    }

    @Test
    void aPathOfItsOwnIsKeptAsItIs() {
        assertThat(Endpoint.parse("http://host/my%20io/").path()).contains("/my%20io/");
    }

    @Test
    @Tag("A52")
    void theQueryIsDecodedAndAFragmentIsNothing() {
        assertThat(Endpoint.parse("http://host?a=1%262&b&c=&d=x=y&e=%C3%A9+z#fragment")
                        .query())
                .containsEntry("a", "1&2")
                .containsEntry("b", "")
                .containsEntry("c", "")
                .containsEntry("d", "x=y")
                .containsEntry("e", "é z")
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:pw@host, Basic dXNlcjpwdw==",
        "http://user@host, Basic dXNlcjo=",
        "http://us%40er:p%3Aw@host, Basic dXNAZXI6cDp3",
        "http://%0D%0A:x@host, Basic DQo6eA=="
    })
    void userAndPasswordBecomeBasicAuthentication(String url, String credentials) {
        Endpoint endpoint = Endpoint.parse(url);
        assertThat(endpoint.credentials()).contains(credentials);
        assertThat(endpoint.base()).isEqualTo(URI.create("http://host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "//canary",
                "/canary",
                "http:",
                "http://",
                "http:///canary",
                "http:canary",
                "http://canary name/",
                "http://user:canary@@host",
                "http://host:canary/",
                "http://host:0/?canary",
                "http://host:65536/canary",
                "http://host:99999999999/canary",
                "http://host/%zzcanary",
                "http://host/canary\r\nx",
                "http://host/?canary=%ff",
                "http://host/?canary=a%e2%82z",
                "http://canary%c0%80@host/",
                "http://bücher.test/canary",
                "javascript:canary",
                "javascript://host/canary",
                "ftp://host/canary",
                "file://host/canary",
                "mailto:canary@host"
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(url))
                .withMessageNotContaining("canary")
                .withNoCause();
    }

    @Test
    void aUrlHasAtMost8192Characters() {
        String url = "http://host/" + "a".repeat(8180);
        assertThat(Endpoint.parse(url).path()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(url + "a"))
                .withMessage("The URL is longer than 8192 characters");
    }

    @Test
    @Tag("A55")
    void onlyTheBaseIsPrinted() {
        assertThat(Endpoint.parse("http://user:canary@host/canary?token=canary"))
                .hasToString("Endpoint[http://host]");
    }

    @Test
    void namesOfContainersMayHaveUnderscores() {
        assertThat(Endpoint.parse("http://my_service:3000/x").base()).isEqualTo(URI.create("http://my_service:3000"));
        assertThat(Endpoint.parse("wss://a_b.local?q=1").base()).isEqualTo(URI.create("https://a_b.local"));
        assertThat(Endpoint.parse("http://user:pw@my_service").credentials()).contains("Basic dXNlcjpwdw==");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("http://my_service:70000"));
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("http://my_ser%20vice"));
    }
}
