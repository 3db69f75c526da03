package io.curlew.interop.servers;

import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("io.curlew.interop.servers.Installed#python")
class FlaskSocketIoIT extends ServerContract {
    @Override
    String server() {
        return "Flask-SocketIO";
    }

    @Override
    OtherServer start() {
        return ServerProcess.python("flask_server.py");
    }
}
