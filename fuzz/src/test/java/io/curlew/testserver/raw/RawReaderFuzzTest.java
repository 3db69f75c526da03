package io.curlew.testserver.raw;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** What a scripted server reads of its client: requests and frames. */
class RawReaderFuzzTest {
    /** Two bytes may be a frame, which is read, written, and read again through streams of its own: 1000 bytes. */
    private static final Cost COST = new Cost(64 * 1024, 768);

    @FuzzTest
    void requestsAndFrames(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        byte[] wire = input.rest();
        COST.check(bytes.length, () -> {
            try {
                if (input.choice(0, 2) == 0) {
                    requests(wire);
                } else {
                    frames(wire);
                }
            } catch (IOException brokenOff) {
                assertThat(brokenOff.getMessage()).isNotEqualTo("");
            } catch (IllegalStateException noneOfThese) {
                assertThat(noneOfThese.getMessage()).contains("client");
            }
        });
    }

    private static void requests(byte[] wire) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(wire);
        while (true) {
            RequestReader reader = new RequestReader(in);
            HttpRequest request = reader.withBody(reader.head(1));
            assertThat(request.path()).doesNotContain("?");
            assertThat(request.asksForWebSocket() && request.headers().isEmpty())
                    .isFalse();
            assertThat(request.sid()).isNotNull();
        }
    }

    private static void frames(byte[] wire) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(wire));
        while (true) {
            RawFrame frame = RawFrame.read(in);
            assertThat(frame.closeCode()).isNotNegative();
            byte[] written = frame.bytes();
            assertThat(RawFrame.read(new DataInputStream(new ByteArrayInputStream(written)))
                            .payload())
                    .isEqualTo(frame.payload());
        }
    }
}
