package io.curlew.emitter.lettuce;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply of any kind, as {@link io.curlew.emitter.Redis} wants it: Lettuce's own output for that makes a list of a
 * number. Arrays are flat, as those of the commands that an emitter sends.
 */
final class ReplyOutput extends CommandOutput<byte[], byte[], Object> {
    private @Nullable List<@Nullable Object> array;

    ReplyOutput() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void multi(int count) {
        if (array == null) {
            array = new ArrayList<>(); // as long as it becomes
            output = array;
        }
    }

    @Override
    public void set(long number) {
        add(number);
    }

    @Override
    public void set(double number) {
        add(number);
    }

    @Override
    public void set(boolean value) {
        add(value);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        add(bytes == null ? null : codec.decodeValue(bytes));
    }

    @Override
    public void setSingle(@Nullable ByteBuffer bytes) {
        set(bytes);
    }

    private void add(@Nullable Object value) {
        if (array == null) {
            output = value;
        } else {
            array.add(value);
        }
    }
}
