package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a proxy's description takes, and what it never shows. */
class ProxySettingsTest {
    private static final String CANARY = "canary-77aa";

    @Test
    void nothingShowsTheCredentials() {
        for (ProxySettings settings : List.of(
                ProxySettings.http("p.example", 3128).credentials(CANARY, CANARY),
                ProxySettings.socks4("p.example", 3128).userId(CANARY),
                ProxySettings.socks5("p.example", 3128).credentials(CANARY, CANARY))) {
            assertThat(settings.toString()).contains("p.example:3128").doesNotContain(CANARY);
        }
    }

    @Test
    void theBracketsOfAnIpv6AddressMayBeThereOrNot() {
        assertThat(ProxySettings.http("[::1]", 1)).hasToString("ProxySettings[HTTP [::1]:1]");
        assertThat(ProxySettings.http("::1", 1)).hasToString("ProxySettings[HTTP [::1]:1]");
    }

    @Test
    void whatCannotBeRightIsRefusedAndNotRepeated() {
        ProxySettings socks5 = ProxySettings.socks5("p", 1);
        for (Runnable wrong : List.<Runnable>of(
                () -> ProxySettings.http("", 1),
                () -> ProxySettings.http("http://" + CANARY, 1),
                () -> ProxySettings.http(CANARY + "@p", 1),
                () -> ProxySettings.http("p", 0),
                () -> ProxySettings.http("p", 65_536),
                () -> ProxySettings.http("p", 1).credentials(CANARY + ":", "x"),
                () -> ProxySettings.http("p", 1).userId(CANARY),
                () -> ProxySettings.socks4("p", 1).credentials(CANARY, CANARY),
                () -> ProxySettings.socks4("p", 1).userId(CANARY + "\0"),
                () -> socks5.credentials(CANARY, ""),
                () -> socks5.credentials(CANARY, CANARY + "é"),
                () -> socks5.credentials(CANARY.repeat(30), "x"))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain(CANARY);
        }
    }
}
