package io.curlew.engineio.protocol;

/**
 * Text that is not to be compressed. A class of its own, since nearly all messages may be, and are to have no field for
 * it.
 */
final class UncompressedText extends EngineData.Text {
    UncompressedText(byte[] utf8) {
        super(utf8);
    }

    @Override
    public EngineData uncompressed() {
        return this;
    }

    @Override
    public boolean compressible() {
        return false;
    }
}
