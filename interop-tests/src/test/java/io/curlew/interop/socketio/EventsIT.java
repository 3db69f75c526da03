package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events both ways: the server sends back what it gets. */
@OnEveryPairing
class EventsIT extends SocketIoInterop {
    @Test
    void carryAnyJson() {
        Joined main = join();

        Arguments.json().forEach(args -> assertEchoed(main, args));
    }

    @Test
    void carryBinaryAnywhere() {
        Joined main = join();

        Arguments.binary().forEach(args -> assertEchoed(main, args));
    }

    @Test
    void carryAnythingInANamedNamespace() {
        Joined admin = join("/admin");

        Arguments.all().forEach(args -> assertEchoed(admin, args));
    }

    @Test
    void carryAMegabyte() {
        Joined main = join();

        Arguments.large().forEach(args -> assertEchoed(main, args));
    }

    @Test
    void keepTheirOrder() {
        Joined main = join();
        List<List<Object>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Arguments.all().forEach(sent::add);
        }

        sent.forEach(args -> main.emit("echo", args.toArray()));

        assertThat(sent).allSatisfy(args -> assertThat(main.next("echo")).isEqualTo(args));
    }

    private static void assertEchoed(Joined socket, List<Object> args) {
        socket.emit("echo", args.toArray());

        assertThat(socket.next("echo")).isEqualTo(args);
    }
}
