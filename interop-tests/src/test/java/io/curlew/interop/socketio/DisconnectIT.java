package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@OnEveryPairing
class DisconnectIT extends SocketIoInterop {
    @Test
    void theClientLeavesOneNamespace() {
        Joined main = join();
        Joined admin = join("/admin");

        admin.disconnect();

        assertThat(admin.disconnected()).isEqualTo("io client disconnect");
        assertThat(server.left("/admin")).isEqualTo("client namespace disconnect");
        assertThat(main.call(LONG, "ask", 1)).containsExactly(1);
    }

    @Test
    void theClientComesBackToANamespace() {
        Joined main = join();
        join("/admin").disconnect();
        assertThat(server.left("/admin")).isEqualTo("client namespace disconnect");

        Joined again = join("/admin");

        assertThat(again.call(LONG, "ask", 1)).containsExactly(1);
        assertThat(main.call(LONG, "ask", 2)).containsExactly(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void theServerSendsTheClientOutOfOneNamespace() {
        Joined main = join();
        Joined admin = join("/admin");

        admin.emit("leave me");

        assertThat(admin.disconnected()).isEqualTo("io server disconnect");
        assertThat(server.left("/admin")).isEqualTo("server namespace disconnect");
        assertThat(main.call(LONG, "ask", 1)).containsExactly(1);
    }

    @Test
    void aClosedClientLeavesNoConnection() {
        join();
        join("/admin");

        client.close();

        await().until(() -> server.connections() == 0);
    }

    @Test
    void theServerClosesTheConnection() {
        Joined main = join();
        Joined admin = join("/admin");
        awaitUpgradeOfOthers();

        main.emit("hang up");

        assertThat(main.disconnected()).isEqualTo("transport close");
        assertThat(admin.disconnected()).isEqualTo("transport close");
    }

    @Test
    void theConnectionIsCut() {
        Joined main = join();
        await().until(() -> client.transport().equals(pairing.transports().last()));

        main.emit("cut");

        assertThat(main.disconnected()).startsWith("transport");
    }

    @Test
    void theServerIsClosed() {
        Joined main = join();
        awaitUpgradeOfOthers();

        server.close();

        assertThat(main.disconnected()).startsWith("transport");
    }

    /** The reference client has paused polling just before it moves to WebSocket, and then hears of no close. */
    private void awaitUpgradeOfOthers() {
        if (!pairing.isOfOurClient()) {
            await().until(() -> client.transport().equals(pairing.transports().last()));
        }
    }

    @Test
    void aRestartedServerIsFoundAgain() {
        Joined main = join();
        Joined admin = join("/admin");
        main.connected();
        admin.connected();
        awaitUpgradeOfOthers();

        server.stop();
        assertThat(main.disconnected()).startsWith("transport");
        server.reopen();

        main.connected();
        admin.connected();
        main.emit("echo", 1);
        admin.emit("echo", 2);
        assertThat(main.next("echo")).containsExactly(1);
        assertThat(admin.next("echo")).containsExactly(2);
        await().atMost(Duration.ofSeconds(30)).until(() -> server.connections() == 1);
    }
}
