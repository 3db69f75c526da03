package io.curlew.emitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParseException;

/** What arrives on the channels where an emitter expects answers, in MessagePack or JSON. */
class AnswersFuzzTest {
    private static final long MAX_SIZE = 10_000;
    /**
     * Two bytes may be an empty binary value: a placeholder of 33 characters in JSON, which is written and read again.
     */
    private static final Cost COST = new Cost(64 * 1024, 1024);

    private static final Wire PUB_SUB = Wires.of(ServerAdapter.pubSub());
    private static final Wire STREAMS = Wires.of(ServerAdapter.streams());
    private static final AnswerReader READER = new AnswerReader(JsonCodec.load());

    @FuzzTest
    void messages(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        Wire wire = input.choice(0, 2) == 0 ? PUB_SUB : STREAMS;
        byte[] message = input.rest();
        COST.check(message.length, () -> {
            try {
                wire.read(message).ifPresent(AnswersFuzzTest::read);
            } catch (ParseException refused) {
                assertThat(refused.offset()).isNotNegative();
            } catch (TooLargeException refused) {
                assertThat(refused).hasMessage("more than 10000 characters of JSON");
            }
        });
    }

    private static void read(Response response) {
        AnswerReader.Answer answer = READER.read(response.answer(), MAX_SIZE);
        Args args = answer.args();
        assertThat(args.size()).isLessThanOrEqualTo(1);
        for (int i = 0; i < args.size(); i++) {
            assertThat(args.json(i)).isNotEmpty();
        }
    }
}
