package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.PeerText;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names the certificate that a trust manager refused. It goes along as a suppressed exception: what the trust manager
 * threw decides over the alert that the server gets, and stays as it is.
 */
final class RefusedCertificate extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MAX_HOSTS = 3;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final transient X509Certificate certificate;

    private RefusedCertificate(X509Certificate certificate) {
        super(subject(certificate), null, false, false);
        this.certificate = certificate;
    }

    /** Returns the refusal, which names the certificate from now on. */
    static CertificateException with(X509Certificate[] chain, CertificateException refusal) {
        if (chain.length > 0) {
            refusal.addSuppressed(new RefusedCertificate(chain[0]));
        }
        return refusal;
    }

    /** Returns the one that a failure is about; empty when no trust manager of ours was asked. */
    static Optional<RefusedCertificate> in(List<Throwable> chain) {
        return chain.stream()
                .flatMap(one -> Stream.of(one.getSuppressed()))
                .filter(RefusedCertificate.class::isInstance)
                .map(RefusedCertificate.class::cast)
                .findFirst();
    }

    /** Returns the issuer and the subject of the certificate. */
    String issuer() {
        String by = isSelfSigned()
                ? "self-signed"
                : "signed by " + name(certificate.getIssuerX500Principal().getName());
        return " (" + by + "): " + getMessage();
    }

    private boolean isSelfSigned() {
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException signedByAnother) {
            return false;
        }
    }

    /** Returns the first hosts that it is for. */
    String hosts() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            String hosts = names == null ? "" : hosts(names);
            return hosts.isEmpty() ? "another host" : hosts;
        } catch (CertificateParsingException unreadable) {
            return "another host";
        }
    }

    private static String hosts(Collection<List<?>> names) {
        return names.stream()
                .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
                .map(name -> PeerText.name(String.valueOf(name.get(1))))
                .limit(MAX_HOSTS)
                .collect(Collectors.joining(" or "));
    }

    private static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal().getName());
    }

    private static String name(String distinguished) {
        return distinguished.isEmpty() ? "without a name" : PeerText.name(distinguished);
    }
}
