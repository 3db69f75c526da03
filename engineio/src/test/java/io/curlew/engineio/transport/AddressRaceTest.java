package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which of several addresses wins, on virtual time. */
@Tag("F25")
class AddressRaceTest {
    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final Map<String, ChannelPromise> attempts = new LinkedHashMap<>();
    private final List<Object> outcomes = new ArrayList<>();

    @BeforeEach
    void freeze() {
        clock.freezeTime();
    }

    private AddressRace race(String... literals) throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : literals) {
            addresses.add(InetAddress.getByName(literal));
        }
        AddressRace race = new AddressRace(clock.eventLoop(), addresses, this::open, new AddressRace.Outcome() {
            @Override
            public void won(Channel channel) {
                outcomes.add(channel);
            }

            @Override
            public void lost(Throwable cause) {
                outcomes.add(cause);
            }
        });
        race.start();
        return race;
    }

    private ChannelFuture open(InetAddress address) {
        if (address.isMulticastAddress()) {
            return new Bootstrap()
                    .group(clock.eventLoop())
                    .channelFactory(AddressRaceTest::noChannel)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(address, 1);
        }
        if (address.isAnyLocalAddress()) {
            throw new IllegalStateException("no more channels");
        }
        ChannelPromise promise = new EmbeddedChannel().newPromise();
        attempts.put(address.getHostAddress(), promise);
        return promise;
    }

    private static Channel noChannel() {
        throw new ChannelException("too many open files");
    }

    private void pass(long millis) {
        clock.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        clock.runPendingTasks();
    }

    private ChannelPromise attempt(String address) {
        ChannelPromise attempt = attempts.get(address);
        assertThat(attempt).as("an attempt at " + address).isNotNull();
        return attempt;
    }

    @Test
    void eachAttemptHasAQuarterOfASecondForItself() throws Exception {
        race("10.0.0.1", "10.0.0.2", "10.0.0.3");
        pass(249);
        assertThat(attempts).containsOnlyKeys("10.0.0.1");
        pass(1);
        assertThat(attempts).containsOnlyKeys("10.0.0.1", "10.0.0.2");
        pass(250);
        assertThat(attempts).hasSize(3);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aFailedAttemptIsFollowedAtOnceAndGivesTheNextItsFullHeadStart() throws Exception {
        race("10.0.0.1", "10.0.0.2", "10.0.0.3");
        pass(200);
        attempt("10.0.0.1").setFailure(new ConnectException());
        assertThat(attempts).containsOnlyKeys("10.0.0.1", "10.0.0.2");
        pass(249);
        assertThat(attempts).hasSize(2);
        pass(1);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void theFirstThatAnswersWinsAndTheOthersAreClosed() throws Exception {
        race("10.0.0.1", "10.0.0.2", "10.0.0.3");
        pass(250);
        attempt("10.0.0.2").setSuccess();
        assertThat(outcomes).containsExactly(attempt("10.0.0.2").channel());
        assertThat(attempt("10.0.0.1").channel().isOpen()).isFalse();
        assertThat(attempt("10.0.0.2").channel().isOpen()).isTrue();
        pass(1000);
        assertThat(attempts).hasSize(2);
    }

    @Test
    void oneThatAnswersTooLateIsClosed() throws Exception {
        AddressRace race = race("10.0.0.1");
        race.cancel();
        attempt("10.0.0.1").setSuccess();
        assertThat(attempt("10.0.0.1").channel().isOpen()).isFalse();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void theLastFailureIsToldWhenAllHaveFailed() throws Exception {
        race("10.0.0.1", "10.0.0.2");
        pass(250);
        ConnectException last = new ConnectException();
        attempt("10.0.0.2").setFailure(new ConnectException());
        assertThat(outcomes).isEmpty();
        attempt("10.0.0.1").setFailure(last);
        assertThat(outcomes).containsExactly(last);
    }

    @Test
    void anAttemptThatCannotEvenBeMadeLosesTheRace() throws Exception {
        race("10.0.0.1", "0.0.0.0");
        pass(250);
        assertThat(outcomes).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(attempt("10.0.0.1").channel().isOpen()).isFalse();
    }

    /** Netty has no channel then, and reports it on a thread of its own. */
    @Test
    void anAttemptWithoutAChannelFailsOnTheLoop() throws Exception {
        race("224.0.0.1");
        assertThat(outcomes).isEmpty();
        pass(0);
        assertThat(outcomes).singleElement(THROWABLE).hasMessage("too many open files");
    }

    @Test
    void anAttemptWithoutAChannelIsFollowedByTheNext() throws Exception {
        race("224.0.0.1", "10.0.0.2");
        pass(0);
        attempt("10.0.0.2").setSuccess();
        assertThat(outcomes).containsExactly(attempt("10.0.0.2").channel());
    }

    @Test
    void anAttemptWithoutAChannelMayEndAfterTheRace() throws Exception {
        AddressRace race = race("224.0.0.1");
        race.cancel();
        pass(0);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void theFamiliesTakeTurnsAndTheFirstAddresssBegins() throws Exception {
        List<InetAddress> found = new ArrayList<>();
        for (String literal : List.of("::1", "::2", "::3", "10.0.0.1", "10.0.0.2")) {
            found.add(InetAddress.getByName(literal));
        }
        assertThat(AddressOrder.interleaved(found))
                .containsExactly(found.get(0), found.get(3), found.get(1), found.get(4), found.get(2));
    }
}
