import io.curlew.socketio.protocol.JsonCodec;
import org.jspecify.annotations.NullMarked;

/** The {@code curlew} command. */
@NullMarked
module io.curlew.cli {
    requires static org.jspecify;
    requires info.picocli;
    requires io.curlew.engineio;
    requires io.curlew.socketio;
    requires io.curlew.testserver;
    requires org.jline.reader;
    requires org.jline.terminal;

    uses JsonCodec;
}
