package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.curlew.interop.engineio.Pairing#withEarlierServers")
class EngineMessagesIT extends EngineInterop {
    @Test
    void carryText() {
        List<Object> texts = List.of("hello", "", " ", "4", "b64", "{\"a\":1}", "grüße 日本語 😀", "\n\u0000\u001f\uffff");

        assertEchoed(texts);
    }

    @Test
    void carryBinary() {
        ByteBuffer everyByte = ByteBuffer.allocate(256);
        IntStream.range(0, 256).forEach(value -> everyByte.put((byte) value));

        assertEchoed(List.of(everyByte.flip(), ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {0x1e, 'b'})));
    }

    @Test
    void carryTextAndBinaryInOrder() {
        List<Object> mixed = IntStream.range(0, 200)
                .<Object>mapToObj(i -> i % 3 == 0 ? ByteBuffer.wrap(new byte[] {(byte) i}) : "text " + i)
                .toList();

        assertEchoed(mixed);
    }

    @Test
    void carryLargeOnes() {
        assertEchoed(List.of("x".repeat(900_000), ByteBuffer.allocate(700_000)));
    }

    @Test
    void goOnAfterTheUpgrade() {
        await().until(() -> client.transport().equals(pairing.transports().last()));
        client.send("!transport");

        assertThat(client.next()).isEqualTo(pairing.transports().last());
    }

    private void assertEchoed(List<Object> sent) {
        sent.forEach(client::send);

        assertThat(sent).allSatisfy(data -> assertThat(client.next()).isEqualTo(data));
    }
}
