package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CannedAnswerIT {
    private final TestServer server =
            TestServer.builder().usualWait(Duration.ofSeconds(30)).build().start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");
    private final PlainWebSocket socket = client.join();

    @AfterEach
    void stop() {
        server.close();
    }

    private String answerTo(String packet) {
        socket.send(packet);
        return socket.next();
    }

    @Test
    void everyEventOfTheNameIsAnswered() {
        server.on("sum").reply(3);
        assertThat(answerTo("421[\"sum\",1,2]")).isEqualTo("431[3]");
        assertThat(answerTo("422[\"sum\",1,2]")).isEqualTo("432[3]");
        assertThat(server.journal().unhandledEvents()).isEmpty();
    }

    @Test
    void whoAsksForNoAnswerGetsNoneButTheRest() {
        server.on("subscribe").reply("ok").emit("tick", 1).emit("tick", 2);
        assertThat(answerTo("42[\"subscribe\"]")).isEqualTo("42[\"tick\",1]");
        assertThat(socket.next()).isEqualTo("42[\"tick\",2]");
        assertThat(answerTo("421[\"subscribe\"]")).isEqualTo("431[\"ok\"]");
    }

    @Test
    void answersComeInTurnAndTheLastStays() {
        server.on("login").reply("wrong").then().neverReply().then().reply("welcome");
        assertThat(answerTo("421[\"login\"]")).isEqualTo("431[\"wrong\"]");
        socket.send("422[\"login\"]");
        assertThat(answerTo("423[\"login\"]")).isEqualTo("433[\"welcome\"]");
        assertThat(answerTo("424[\"login\"]")).isEqualTo("434[\"welcome\"]");
    }

    @Test
    void anAnswerMayBeLateWhileOthersAreNot() {
        server.on("slow").after(Duration.ofMillis(50)).reply("slow");
        server.on("fast").reply("fast");
        String sid = client.open();
        client.post(sid, "40\u001e421[\"slow\"]\u001e422[\"fast\"]"); // in one body, so that they come at the same time
        List<String> packets = new ArrayList<>();
        while (packets.size() < 3) {
            packets.addAll(client.poll(sid));
        }
        assertThat(packets).endsWith("432[\"fast\"]", "431[\"slow\"]");
    }

    @Test
    void anAnswerMayComeTwice() {
        server.on("doubled").reply(1).reply(2);
        assertThat(answerTo("421[\"doubled\"]")).isEqualTo("431[1]");
        assertThat(socket.next()).isEqualTo("431[2]");
    }

    @Test
    void anAnswerMayComeAfterTheClientWasSentOut() {
        server.on("late").disconnect().reply(1);
        assertThat(answerTo("421[\"late\"]")).isEqualTo("41");
        assertThat(socket.next()).isEqualTo("431[1]");
    }

    @Test
    void theConnectionMayBeLost() {
        server.on("crash").dropConnection().reply("nobody hears it");
        socket.send("421[\"crash\"]");
        assertThat(socket.error()).isInstanceOf(java.io.IOException.class);
        server.verify();
    }

    @Test
    void aHandlerOfTheNameIsCalledFirst() {
        server.on("sum").emit("second");
        server.awaitConnection().on("sum", event -> event.socket().emit("first"));
        assertThat(answerTo("42[\"sum\"]")).isEqualTo("42[\"first\"]");
        assertThat(socket.next()).isEqualTo("42[\"second\"]");
    }

    @Test
    void whatIsSaidLaterReplacesWhatWasSaid() {
        server.on("sum").reply(1);
        server.on("sum").reply(2);
        assertThat(answerTo("421[\"sum\"]")).isEqualTo("431[2]");
    }

    @Test
    void whatCanNotBeSentFailsTheTest() {
        ServerSocket joined = server.awaitConnection();
        server.on("broken").emit("disconnect").emit("after");
        assertThat(answerTo("42[\"broken\"]")).isEqualTo("42[\"after\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("other"))
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorIsNotLostEither() {
        AssertionError bug = new AssertionError("not encodable");
        List<Object> broken = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw bug;
            }

            @Override
            public int size() {
                return 1;
            }
        };
        server.on("broken").emit("list", broken).emit("after");
        ServerSocket joined = server.awaitConnection();
        assertThat(answerTo("42[\"broken\"]")).isEqualTo("42[\"after\"]");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> joined.awaitEvent("other"));
    }

    @Test
    void anyDelayCanBeSaid() {
        server.on("never").after(Duration.ofSeconds(Long.MAX_VALUE)).reply(1);
        server.on("at once").after(Duration.ofSeconds(Long.MIN_VALUE)).reply(2);
        server.rule(Rule.answers().after(1).next(1).delayed(Duration.ofSeconds(Long.MAX_VALUE)));
        socket.send("421[\"never\"]");
        assertThat(answerTo("422[\"at once\"]")).isEqualTo("432[2]");
        socket.send("423[\"at once\"]");
        assertThat(answerTo("424[\"at once\"]")).isEqualTo("434[2]");
        server.verify();
    }

    @Test
    void anyDelayOfARuleCanBeSaid() {
        Duration never = Duration.ofSeconds(Long.MAX_VALUE);
        server.on("sum").reply(3);
        server.rule(Rule.received().next(1).delayed(never));
        socket.send("421[\"sum\"]");
        assertThat(answerTo("422[\"sum\"]")).isEqualTo("432[3]");
        server.rule(Rule.sent().next(1).delayed(never));
        socket.send("423[\"sum\"]");
        assertThat(answerTo("424[\"sum\"]")).isEqualTo("434[3]");
        server.namespace("/admin");
        server.rule(Rule.connects().next(1).delayed(never));
        socket.send("40/admin,");
        assertThat(answerTo("425[\"sum\"]")).isEqualTo("435[3]");
        String sid = client.open();
        server.rule(Rule.received().next(1).delayed(never));
        assertThat(PlainClient.text(client.post(sid, "40"))).isEqualTo("ok");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.sent().delayed(Duration.ofMillis(-1)))
                .withMessage("A delay can't be negative: -1 ms");
    }
}
