package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.Random;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java client with our test server. */
@ParameterizedClass(name = "{0}")
@EnumSource
class OfficialJavaClientIT {
    @Parameter
    Transports transports;

    private final CurlewSocketIoServer server = new CurlewSocketIoServer();
    /** Its own, so that it leaves no thread to other tests. */
    private final OkHttpClient http = new OkHttpClient();

    private Socket socket;

    @BeforeEach
    void connect() {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.names().toArray(String[]::new))
                .setForceNew(true)
                .build();
        options.callFactory = http;
        options.webSocketFactory = http;
        socket = IO.socket(server.uri(), options);
        Mailbox<Object> connected = new Mailbox<>("connect");
        socket.on(Socket.EVENT_CONNECT, args -> connected.put("connected"));
        socket.connect();
        connected.take();
    }

    @AfterEach
    void stop() {
        socket.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        server.close();
    }

    @Test
    void itsEventsAreAnswered() {
        Mailbox<Object[]> answers = new Mailbox<>("answer");
        socket.emit("ask", "grüße", 42, (Ack) answers::put);
        assertThat(answers.take()).containsExactly("grüße", 42);
    }

    @Test
    void itAnswers() {
        Mailbox<Object[]> answered = new Mailbox<>("answered");
        socket.on("question", args -> ((Ack) args[1]).call(args[0]));
        socket.on("answered", answered::put);
        socket.emit("ask me", 42);
        assertThat(answered.take()).containsExactly(42);
    }

    /** Over polling it sends base64 in lines of 76 characters with a line break behind each. */
    @Test
    @Tag("N16")
    void itsBinaryArrives() {
        byte[] few = {1, 2, 3};
        byte[] many = new byte[100_000];
        new Random(1).nextBytes(many);
        Mailbox<Object[]> echoes = new Mailbox<>("echo");
        socket.on("echo", echoes::put);
        socket.emit("echo", few, "and", many);
        assertThat(echoes.take()).containsExactly(few, "and", many);
    }
}
