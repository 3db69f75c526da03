package io.curlew.engineio.client;

import static io.curlew.engineio.protocol.TransportType.POLLING;
import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.transport.KeepAliveMemory;
import io.curlew.engineio.transport.RequestConfig;
import io.curlew.engineio.transport.RequestConfig.CookieSource;
import io.curlew.engineio.transport.TransportConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder makes of its request settings, and what it refuses. */
class RequestSettingsTest {
    private final EngineSocketBuilder builder = EngineSocket.builder("http://a.example");

    private TransportConfig built() {
        List<TransportConfig> seen = new ArrayList<>();
        EngineSocket unused = builder.network(config -> {
                    seen.add(config);
                    return Network.of(config, new KeepAliveMemory());
                })
                .build();
        return seen.get(0);
    }

    private RequestConfig requests() {
        return built().requests();
    }

    @Test
    void whatNobodySetIsTheDefault() {
        assertThat(requests()).isEqualTo(RequestConfig.defaults());
    }

    @Test
    void aHeadersNameMayBeGivenSeveralTimesInAnyCase() {
        builder.header("X-All", "1")
                .header("x-all", "2")
                .header(POLLING, "A", "3")
                .header(POLLING, "a", "4");
        assertThat(built().headers()).isEqualTo(Map.of("X-All", List.of("1", "2")));
        assertThat(requests().headers()).isEqualTo(Map.of(POLLING, Map.of("A", List.of("3", "4"))));
    }

    @Test
    void whatWasBuiltStaysAsItWas() {
        builder.header("a", "1").header(POLLING, "a", "1");
        TransportConfig before = built();
        builder.header("a", "2").header(POLLING, "a", "2").header(WEBSOCKET, "a", "2");
        assertThat(before.headers()).isEqualTo(Map.of("a", List.of("1")));
        assertThat(before.requests().headers()).isEqualTo(Map.of(POLLING, Map.of("a", List.of("1"))));
    }

    @ParameterizedTest
    @Tag("A51")
    @ValueSource(strings = {"canary\r\nX: y", "canary\n", "canary\0", "canaryé"})
    void aHeaderThatCannotStandInARequestIsRefusedWithoutItsValue(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.header(WEBSOCKET, "a", value))
                .withMessageNotContaining("canary");
    }

    @Test
    void aQueryParameterThatNoUrlCanHaveIsRefusedWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.query("room", "canary\ud800"))
                .withMessage("The value of query parameter \"room\" has an unpaired surrogate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.query("\udc00", "canary"))
                .withMessage("The name of a query parameter has an unpaired surrogate");
    }

    @Test
    void subprotocolsKeepTheirOrder() {
        builder.subprotocols("b", "a");
        assertThat(requests().subprotocols()).containsExactly("b", "a");
    }

    @Test
    void subprotocolsAreDifferentTokens() {
        assertThatIllegalArgumentException().isThrownBy(builder::subprotocols);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.subprotocols(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.subprotocols("a", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.subprotocols("a", "canary, b"))
                .withMessageNotContaining("canary");
    }

    @Test
    void theTimestampCanBeRenamedSentWithEverythingAndSwitchedOff() {
        builder.timestampParameter("now").timestampOnWebSocket();
        assertThat(requests().timestampParameter()).isEqualTo("now");
        assertThat(requests().timestamped()).containsExactlyInAnyOrder(POLLING, WEBSOCKET);
        builder.noTimestamp();
        assertThat(requests().timestamped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sid", "EIO", "transport", "b64"})
    void theTimestampTakesNoOtherParametersName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timestampParameter(name));
    }

    @Test
    void cookiesGoToTheHandlerThatWasGivenOrNowhere() {
        java.net.CookieHandler handler = new java.net.CookieManager();
        builder.cookieHandler(handler);
        assertThat(requests().cookies()).isEqualTo(new CookieSource.Handler(handler));
        builder.noCookies();
        assertThat(requests().cookies()).isEqualTo(new CookieSource.None());
    }

    @Test
    void base64CanBeForced() {
        builder.forceBase64();
        assertThat(requests().base64()).isTrue();
    }
}
