package io.curlew.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.protocol.DisconnectReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EnabledIf("io.curlew.interop.servers.Installed#python")
class PythonSocketIoIT extends ServerContract {
    @Override
    String server() {
        return "python-socketio";
    }

    @Override
    OtherServer start() {
        return ServerProcess.python("asgi_server.py");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N14")
    void aRefusalAfterConnectingIsTold(Transports transports) {
        Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
        Socket socket = open(builder(transports).path("/refusing/")).socket("/");
        socket.onDisconnect(disconnections::put);
        socket.connect().join();
        Disconnection refusal = disconnections.take();
        assertThat(refusal.reason()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(refusal.serverMessage()).contains("not allowed");
        assertThat(refusal.willReconnect()).isFalse();
    }
}
