package io.curlew.engineio.client;

import io.curlew.engineio.transport.TlsConfig;
import io.curlew.engineio.transport.TlsConfig.Trust;
import io.curlew.engineio.transport.TlsFile;
import io.curlew.engineio.transport.TlsFile.Format;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS settings from files; see {@link EngineSocketBuilder#tls}. The files are read again for each connection, off the
 * event loops; if one cannot be read, the attempt to connect fails with an exception that names it. The server's host
 * name is always checked, except with {@link #insecureTrustAll}. Of two settings for the same thing, the later one
 * applies.
 */
public final class TlsSettings {
    private Trust trust = new Trust.Jvm();
    private boolean trustsAll;
    private Optional<TlsFile> key = Optional.empty();

    TlsSettings() {}

    /** Trusts only the certificates in a PEM file, and those they have signed. Default: the JVM's trust store. */
    public TlsSettings trust(Path pem) {
        return trustOnly(new TlsFile(Format.PEM, pem, Optional.empty()));
    }

    /** Trusts only the certificates in a PKCS #12 file, and those they have signed. */
    public TlsSettings trustStore(Path p12, char[] password) {
        return trustOnly(new TlsFile(Format.PKCS12, p12, Optional.of(new String(password))));
    }

    private TlsSettings trustOnly(TlsFile authorities) {
        trust = new Trust.Authorities(authorities);
        return insecureTrustAll(false);
    }

    /** The client's private key (PKCS #8) and certificate chain, in one PEM file. */
    public TlsSettings clientKey(Path pemKeyAndChain) {
        key = Optional.of(new TlsFile(Format.PEM, pemKeyAndChain, Optional.empty()));
        return this;
    }

    /** The client's encrypted private key (PKCS #8) and certificate chain, in one PEM file. */
    public TlsSettings clientKey(Path pemKeyAndChain, char[] password) {
        key = Optional.of(new TlsFile(Format.PEM, pemKeyAndChain, Optional.of(new String(password))));
        return this;
    }

    /** The client's private key and certificate chain, in a PKCS #12 file. */
    public TlsSettings keyStore(Path p12, char[] password) {
        key = Optional.of(new TlsFile(Format.PKCS12, p12, Optional.of(new String(password))));
        return this;
    }

    /**
     * Accepts any certificate from any server: the connection is encrypted, but possibly with an attacker. For tests
     * only. Each client logs a warning when it first connects.
     */
    public TlsSettings insecureTrustAll() {
        return insecureTrustAll(true);
    }

    /**
     * As {@link #insecureTrustAll()} for true. With false, which is the default, certificates are checked against the
     * file that was set, or the JVM's trust store.
     */
    public TlsSettings insecureTrustAll(boolean trustAll) {
        trustsAll = trustAll;
        return this;
    }

    TlsConfig config() {
        return new TlsConfig(trustsAll ? new Trust.Anybody() : trust, key);
    }
}
