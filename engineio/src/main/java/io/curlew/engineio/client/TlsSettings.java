package io.curlew.engineio.client;

import io.curlew.engineio.transport.TlsConfig;
import io.curlew.engineio.transport.TlsConfig.Trust;
import io.curlew.engineio.transport.TlsFile;
import io.curlew.engineio.transport.TlsFile.Format;
import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS from files, see {@link EngineSocketBuilder#tls}. They are read anew for each connection, off the event loops; one
 * that can't be read fails the attempt to connect, and is named. The server's host name is always checked, but for
 * {@link #insecureTrustAll}. Of two settings for the same, the later counts.
 */
public final class TlsSettings {
    private Trust trust = new Trust.Jvm();
    private Optional<TlsFile> key = Optional.empty();

    TlsSettings() {}

    /** Trusts the certificates in a PEM file and what they have signed, and nobody else. Default: the JVM's. */
    public TlsSettings trust(Path pem) {
        trust = new Trust.Authorities(new TlsFile(Format.PEM, pem, Optional.empty()));
        return this;
    }

    /** Trusts the certificates in a PKCS #12 file and what they have signed, and nobody else. */
    public TlsSettings trustStore(Path p12, char[] password) {
        trust = new Trust.Authorities(new TlsFile(Format.PKCS12, p12, Optional.of(new String(password))));
        return this;
    }

    /** This side's key (PKCS #8) and its certificate chain, in one PEM file. */
    public TlsSettings clientKey(Path pemKeyAndChain) {
        key = Optional.of(new TlsFile(Format.PEM, pemKeyAndChain, Optional.empty()));
        return this;
    }

    /** This side's encrypted key (PKCS #8) and its certificate chain, in one PEM file. */
    public TlsSettings clientKey(Path pemKeyAndChain, char[] password) {
        key = Optional.of(new TlsFile(Format.PEM, pemKeyAndChain, Optional.of(new String(password))));
        return this;
    }

    /** This side's key and its certificate chain, in a PKCS #12 file. */
    public TlsSettings keyStore(Path p12, char[] password) {
        key = Optional.of(new TlsFile(Format.PKCS12, p12, Optional.of(new String(password))));
        return this;
    }

    /**
     * Takes any certificate from anybody: encrypted, but perhaps with an attacker. For tests only; each client logs a
     * warning when it first connects.
     */
    public TlsSettings insecureTrustAll() {
        trust = new Trust.Anybody();
        return this;
    }

    TlsConfig config() {
        return new TlsConfig(trust, key);
    }
}
