package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEveryPairing
class ConnectIT extends SocketIoInterop {
    @Test
    void joinsTheMainNamespace() {
        Joined main = join();

        assertThat(main.call(LONG, "ask", "there?")).containsExactly("there?");
    }

    @Test
    void endsUpOnTheTransportAskedFor() {
        Joined main = join();

        await().until(() -> client.transport().equals(pairing.transports().last()));
        await().until(() ->
                main.call(LONG, "transport").equals(List.of(pairing.transports().last())));
    }

    @Test
    void joinsANamespaceWithAuth() {
        Joined guarded = client.join("/guarded", Map.of("token", "secret", "clés", List.of(1, "ü")));

        assertThat(guarded.call(LONG, "auth")).containsExactly(Map.of("token", "secret", "clés", List.of(1, "ü")));
    }

    @Test
    void aRefusalTellsMessageAndData() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> client.join("/guarded", Map.of("token", "guessed")))
                .withMessage("not allowed")
                .satisfies(
                        refused -> assertThat(refused.data()).isEqualTo(Map.of("code", 401, "why", List.of("token"))));
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> join("/unknown"))
                .withMessage("Invalid namespace");
    }

    @Test
    void aRefusedNamespaceLeavesTheOthersAlone() {
        Joined main = join();
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> join("/guarded"));

        assertThat(main.call(LONG, "ask", 1)).containsExactly(1);
    }

    @Test
    void namespacesShareOneConnection() {
        Joined main = join();
        Joined admin = join("/admin");

        main.emit("echo", "to main");
        admin.emit("echo", "to admin");

        assertThat(main.next("echo")).containsExactly("to main");
        assertThat(admin.next("echo")).containsExactly("to admin");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void clientsHaveConnectionsOfTheirOwn() {
        Joined main = join();
        try (ClientUnderTest other = newClient()) {
            Joined otherMain = other.join("/", Map.of());

            assertThat(main.call(LONG, "ask", 1)).containsExactly(1);
            assertThat(otherMain.call(LONG, "ask", 2)).containsExactly(2);
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
