package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.PeerText;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in plain words why TLS failed. The libraries do so in riddles, and in the causes of causes. */
final class TlsFailure {
    /** How the JDK and BoringSSL report an alert of the other side (RFC 8446, section 6.2). */
    private static final Pattern ALERT = Pattern.compile(
            "(?:\\(\\w+\\) )?Received fatal alert: (\\w+)|error:\\w+:SSL routines:OPENSSL_internal:\\w+?_ALERT_(\\w+)");

    /** What a library may say of a failure, in the order in which one is taken for it. */
    private static final List<Function<List<Throwable>, Optional<String>>> KNOWN = List.of(
            TlsFailure::alert,
            TlsFailure::notTls,
            TlsFailure::outOfDate,
            TlsFailure::otherHost,
            TlsFailure::untrusted,
            TlsFailure::otherwiseRefused);

    private static final Set<CertPathValidatorException.Reason> UNTRUSTED =
            Set.of(PKIXReason.NO_TRUST_ANCHOR, CertPathValidatorException.BasicReason.INVALID_SIGNATURE);

    private TlsFailure() {}

    /**
     * Returns the words; empty when something else than TLS failed, or in a way that is not known here.
     *
     * @param chain the failure and its causes
     */
    static Optional<String> words(List<Throwable> chain) {
        return chain.stream().anyMatch(one -> one instanceof SSLException || one instanceof CertificateException)
                ? KNOWN.stream().flatMap(known -> known.apply(chain).stream()).findFirst()
                : Optional.empty();
    }

    private static Optional<String> alert(List<Throwable> chain) {
        return chain.stream()
                .map(one -> ALERT.matcher(FailureMessage.of(one)))
                .filter(Matcher::matches)
                .map(alert -> alert.group(1) == null ? alert.group(2) : alert.group(1))
                .map(name -> "the server refused: " + name.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static Optional<String> notTls(List<Throwable> chain) {
        return first(chain, NotSslRecordException.class::isInstance).map(one -> "the server does not speak TLS");
    }

    private static Optional<String> outOfDate(List<Throwable> chain) {
        return first(chain, CertificateExpiredException.class::isInstance)
                .map(expired -> "the certificate has expired (" + FailureMessage.of(expired) + ")")
                .or(() -> first(chain, CertificateNotYetValidException.class::isInstance)
                        .map(early -> "the certificate is not valid yet (" + FailureMessage.of(early) + ")"));
    }

    private static Optional<String> otherHost(List<Throwable> chain) {
        return last(chain, one -> one instanceof CertificateException && isAboutHosts(FailureMessage.of(one)))
                .map(mismatch -> "the certificate is for "
                        + RefusedCertificate.in(chain)
                                .map(RefusedCertificate::hosts)
                                .orElse("another host")
                        + ": " + PeerText.sentence(FailureMessage.of(mismatch).replaceFirst("\\.$", "")));
    }

    /** The JDK has no type for it. */
    private static boolean isAboutHosts(String message) {
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static Optional<String> untrusted(List<Throwable> chain) {
        return first(chain, TlsFailure::findsNoAuthority)
                .map(unknown -> "the certificate is not trusted"
                        + RefusedCertificate.in(chain)
                                .map(RefusedCertificate::issuer)
                                .orElse(": no trusted authority has signed it; it may be self-signed"));
    }

    /**
     * A signature is invalid also when another authority of the same name is trusted: a certificate made anew, for
     * example.
     */
    private static boolean findsNoAuthority(Throwable one) {
        return one instanceof CertPathBuilderException
                || (one instanceof CertPathValidatorException invalid && UNTRUSTED.contains(invalid.getReason()));
    }

    private static Optional<String> otherwiseRefused(List<Throwable> chain) {
        return last(chain, one -> one instanceof CertificateException || one instanceof CertPathValidatorException)
                .map(refusal -> "the certificate is refused: " + PeerText.sentence(FailureMessage.of(refusal)));
    }

    private static Optional<Throwable> first(List<Throwable> chain, Predicate<Throwable> wanted) {
        return chain.stream().filter(wanted).findFirst();
    }

    private static Optional<Throwable> last(List<Throwable> chain, Predicate<Throwable> wanted) {
        List<Throwable> innermostFirst = new ArrayList<>(chain);
        Collections.reverse(innermostFirst);
        return first(innermostFirst, wanted);
    }
}
