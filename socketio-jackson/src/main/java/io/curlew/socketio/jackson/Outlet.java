package io.curlew.socketio.jackson;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Where a generator's arrays go, each to a place of its own; what the generator puts between them goes nowhere. */
final class Outlet extends OutputStream {
    private @Nullable OutputStream target;
    private boolean within;

    void begin(OutputStream out) {
        target = out;
        within = false;
    }

    void end() {
        target = null;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream open = target;
        if (open == null) {
            return;
        }
        int from = offset;
        while (!within && from < offset + length) {
            within = bytes[from] == '[';
            from += within ? 0 : 1;
        }
        open.write(bytes, from, offset + length - from);
    }
}
