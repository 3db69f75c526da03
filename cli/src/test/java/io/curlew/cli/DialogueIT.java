package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.Rule;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class DialogueIT {

    @Test
    void aNamespaceThatIsNeverAnsweredDoesNotKeepThePrompt() {
        List<String> shown = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/silent");
            server.rule(Rule.connects().after(1).dropped()).start();
            try (SocketIoClient client = SocketIoClient.builder(server.uri()).build()) {
                Dialogue dialogue = new Dialogue(
                        client, "/", Duration.ofMillis(100), new ConcurrentSkipListSet<>(), Colors.NONE, shown::add);
                dialogue.socket().connect().join();
                assertThat(dialogue.handle("/ns silent")).isTrue();
                assertThat(shown).singleElement().asString().startsWith("* cannot join /silent: ");
                assertThat(dialogue.socket().namespace()).isEqualTo("/");
            }
        }
    }
}
