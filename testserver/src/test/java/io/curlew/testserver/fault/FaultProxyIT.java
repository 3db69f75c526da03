package io.curlew.testserver.fault;

import static io.curlew.testserver.fault.Direction.TO_CLIENT;
import static io.curlew.testserver.fault.Direction.TO_SERVER;
import static io.curlew.testserver.fault.Rig.assertEnded;
import static io.curlew.testserver.fault.Rig.assertPasses;
import static io.curlew.testserver.fault.Rig.assertReset;
import static io.curlew.testserver.fault.Rig.assertSilent;
import static io.curlew.testserver.fault.Rig.read;
import static io.curlew.testserver.fault.Rig.write;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proxy does by itself, and to whole connections. */
class FaultProxyIT {
    private Rig rig;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig(FaultProxy::recording);
        proxy = rig.proxy;
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void passesBytesBothWaysAndKeepsRecord() throws IOException {
        Rig.Ends ends = rig.connect();
        assertPasses("question", ends.client(), ends.server());
        assertPasses("answer", ends.server(), ends.client());

        assertThat(proxy.connections()).hasSize(1);
        ProxyConnection connection = proxy.connections().get(0);
        assertThat(connection.index()).isEqualTo(1);
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.bytes(TO_SERVER)).isEqualTo(8);
        assertThat(connection.bytes(TO_CLIENT)).isEqualTo(6);
        assertThat(connection.recorded(TO_SERVER)).isEqualTo("question".getBytes(US_ASCII));
        assertThat(connection.recorded(TO_CLIENT)).isEqualTo("answer".getBytes(US_ASCII));
    }

    @Test
    void passesOnTheEndOfEachDirectionByItself() throws IOException {
        Rig.Ends ends = rig.connect();
        ends.client().shutdownOutput();
        assertEnded(ends.server());
        assertPasses("still here", ends.server(), ends.client());
        ends.server().shutdownOutput();
        assertEnded(ends.client());
        await().until(() -> !proxy.connections().get(0).isOpen());
    }

    @Test
    void passesOnAReset() throws IOException {
        Rig.Ends ends = rig.connect();
        assertPasses("x", ends.client(), ends.server());
        ends.server().setSoLinger(true, 0);
        ends.server().close();
        assertReset(ends.client());
    }

    @Test
    void aServerThatCannotBeReachedIsSeenAsAReset() throws IOException {
        rig.server.close();
        assertReset(rig.dial());
    }

    @Test
    void speaksOfTheServerWithItsOwnAddress() {
        try (FaultProxy other =
                FaultProxy.to(URI.create("ws://127.0.0.1:1/a%20b?c=d")).start()) {
            assertThat(other.uri()).isEqualTo(URI.create("ws://127.0.0.1:" + other.port() + "/a%20b?c=d"));
        }
        assertThat(proxy.uri()).isEqualTo(URI.create("http://127.0.0.1:" + proxy.port()));
    }

    @Test
    void refusesNewConnectionsWhileOpenOnesGoOn() throws IOException {
        Rig.Ends ends = rig.connect();
        for (int i = 0; i < 5; i++) {
            proxy.faults(Fault.refuse());
            assertThatThrownBy(rig::dial).isInstanceOf(ConnectException.class);
            assertPasses("open", ends.client(), ends.server());
            proxy.noFaults();
            rig.connect();
        }
        assertThat(proxy.connections()).hasSize(6);
    }

    @Test
    void resetsTheOneConnectionThatIsToBeRefused() throws IOException {
        proxy.faultsOf(1, Fault.refuse());
        assertReset(rig.dial());
        Rig.Ends second = rig.connect();
        assertPasses("x", second.client(), second.server());
    }

    @Test
    void givesOneConnectionFaultsOfItsOwn() throws IOException {
        proxy.faultsOf(2, Fault.cutAfter(TO_CLIENT, 3, Cut.FIN));
        proxy.faults(Fault.slices(1));
        Rig.Ends first = rig.connect();
        Rig.Ends second = rig.connect();
        proxy.faults(Fault.slices(2));
        assertPasses("whole", first.server(), first.client());
        write(second.server(), "whole");
        assertThat(read(second.client(), 5)).isEqualTo("who");
        assertEnded(second.client());
    }

    @Test
    void changesTheFaultsOfOneOpenConnection() throws IOException {
        Rig.Ends first = rig.connect();
        Rig.Ends second = rig.connect();
        proxy.faultsOf(1, Fault.blackHole());
        write(first.client(), "later");
        assertSilent(first.server());
        assertPasses("now", second.client(), second.server());
        proxy.faultsOf(1);
        assertThat(read(first.server(), 5)).isEqualTo("later");
    }

    @Test
    void cutsWhatIsOpenAndAcceptsMore() throws IOException {
        for (Cut cut : new Cut[] {Cut.RST, Cut.FIN}) {
            Rig.Ends ends = rig.connect();
            assertPasses("x", ends.client(), ends.server());
            proxy.cut(cut);
            for (Socket end : new Socket[] {ends.client(), ends.server()}) {
                if (cut == Cut.RST) {
                    assertReset(end);
                } else {
                    assertEnded(end);
                }
            }
        }
        assertThat(proxy.connections()).hasSize(2);
        assertThatThrownBy(() -> proxy.cut(Cut.HALF_CLOSE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cutsOneConnectionAlone() throws IOException {
        Rig.Ends first = rig.connect();
        Rig.Ends second = rig.connect();
        assertPasses("x", first.client(), first.server());
        proxy.connections().get(0).cut(Cut.RST);
        assertReset(first.client());
        assertThat(proxy.connections().get(0).isOpen()).isFalse();
        assertPasses("x", second.client(), second.server());
    }

    @Test
    void whatItSawCanBeAskedForAfterItsEnd() throws IOException {
        Rig.Ends ends = rig.connect();
        assertPasses("x", ends.client(), ends.server());
        proxy.close();
        proxy.close();
        assertThat(proxy.connections().get(0).recorded(TO_SERVER)).isEqualTo(new byte[] {'x'});
    }

    @Test
    void leavesNoThreadAndNoSocket() throws IOException {
        Rig.Ends open = rig.connect();
        proxy.faults(Fault.blackHole());
        Rig.Ends stalled = rig.connect();
        int port = proxy.port();
        proxy.close();
        assertReset(open.client());
        assertReset(stalled.server());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                .isInstanceOf(ConnectException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("fault-proxy-" + port));
    }

    @Test
    void isNotUsableBeforeItsStart() {
        FaultProxy early = FaultProxy.to("127.0.0.1", 1);
        assertThatThrownBy(early::port).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(proxy::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(proxy::recording).isInstanceOf(IllegalStateException.class);
        early.close();
    }

    @Test
    void aServerWithoutAnAddressIsRefused() {
        FaultProxy lost = FaultProxy.to("x".repeat(64), 1);
        assertThatThrownBy(lost::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Can't find the address of xxx");
    }
}
