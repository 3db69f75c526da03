package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("N06")
class PeerTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b]0;x\u0007", "\u001b[2J", "\u009b2J", "\u007f", "\u202ea", "\u2066a", "a\nb", "a\u2028b"})
    void thePathOfARequestIsPrintedEscapedAndCut(String path) {
        for (String each : new String[] {path, path + "x".repeat(1_000_000)}) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            assertThat(new HandshakeRequest(TransportType.POLLING, each, Map.of(), Map.of(), address))
                    .hasToString("HandshakeRequest[polling, " + PeerText.sentence(each) + ", from " + address + "]");
        }
    }
}
