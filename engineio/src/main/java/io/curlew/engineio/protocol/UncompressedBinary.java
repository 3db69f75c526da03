package io.curlew.engineio.protocol;

/**
 * Binary data that is not to be compressed. A class of its own, since nearly all messages may be, and are to have no
 * field for it.
 */
final class UncompressedBinary extends EngineData.Binary {
    UncompressedBinary(byte[] bytes) {
        super(bytes);
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
