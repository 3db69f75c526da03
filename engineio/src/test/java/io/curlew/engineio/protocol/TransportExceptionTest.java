package io.curlew.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportException.Phase;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TransportExceptionTest {

    @Test
    void itSaysWhichTransportInWhichPhaseAndWhat() {
        assertThat(TransportException.error(TransportType.POLLING, Phase.HANDSHAKE, "status 503")
                        .build())
                .hasMessage("polling, handshake: status 503")
                .matches(why -> why.transport() == TransportType.POLLING)
                .matches(why -> why.phase() == Phase.HANDSHAKE)
                .matches(why -> why.reason() == CloseReason.TRANSPORT_ERROR);
    }

    @Test
    @Tag("A43")
    void whatThePeerSaidIsAnAccessorAndNotInTheMessage() {
        TransportException why = TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "closed")
                .httpStatus(400)
                .closeCode(1001)
                .serverError(new ServerError(1, "canary"))
                .bodyExcerpt("canary")
                .cause(new IOException("reset"))
                .build();
        assertThat(why.getMessage()).isEqualTo("websocket, read: closed");
        assertThat(why.httpStatus()).hasValue(400);
        assertThat(why.closeCode()).hasValue(1001);
        assertThat(why.serverError()).contains(new ServerError(1, "canary"));
        assertThat(why.bodyExcerpt()).isEqualTo("canary");
        assertThat(why).hasCauseInstanceOf(IOException.class);
        assertThat(why.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    @Tag("N06")
    void theMessageIsOneLineOfPrintableTextWithinALimit() {
        assertThat(TransportException.error(TransportType.POLLING, Phase.READ, "a\u001b]0;x\u0007\n\u202eb")
                        .build())
                .hasMessage("polling, read: a\\u001b]0;x\\u0007\\n\\u202eb");
        assertThat(TransportException.error(TransportType.POLLING, Phase.READ, "x".repeat(1_000_000))
                        .build())
                .hasMessage("polling, read: " + "x".repeat(1024) + "... (1000000 characters)");
    }

    @Test
    void theCloseSignalPassesOnStatusAndCode() {
        TransportException why = TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "closed")
                .httpStatus(400)
                .closeCode(1001)
                .build();
        EngineClose close = new EngineClose(why.reason(), Optional.of(why), 0);
        assertThat(close.closeCode()).hasValue(1001);
        assertThat(close.httpStatus()).hasValue(400);
    }

    @Test
    void aCloseForAnotherReasonHasNeitherStatusNorCode() {
        EngineClose unexplained = new EngineClose(CloseReason.FORCED_CLOSE, Optional.empty(), 0);
        assertThat(unexplained.closeCode()).isEmpty();
        assertThat(unexplained.httpStatus()).isEmpty();
        Optional<Throwable> other = Optional.of(new IllegalStateException());
        assertThat(new EngineClose(CloseReason.TRANSPORT_ERROR, other, 0).closeCode())
                .isEmpty();
    }

    @Test
    void reasonsAndTransportsGoByTheirWireNames() {
        assertThat(CloseReason.values())
                .extracting(CloseReason::toString)
                .containsExactly("transport close", "transport error", "ping timeout", "forced close", "slow consumer");
        assertThat(CloseReason.PING_TIMEOUT.text()).isEqualTo("ping timeout");
        assertThat(TransportType.ofWireName("websocket")).contains(TransportType.WEBSOCKET);
        assertThat(TransportType.ofWireName("webtransport")).isEmpty();
        assertThat(TransportType.POLLING).hasToString("polling");
    }
}
