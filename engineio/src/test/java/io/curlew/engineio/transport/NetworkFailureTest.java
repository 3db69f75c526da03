package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFailureTest {
    private static final String ROUTE = "http, basic, proxy.example/127.0.0.1:3128 => some.example:80, ";

    /** As the JDK and Netty wrap what a certificate is refused for. */
    private static Throwable refused(Exception why) {
        return new DecoderException(new SSLHandshakeException(why.getMessage()).initCause(why));
    }

    static Stream<Arguments> tls() {
        return Stream.of(
                arguments(
                        new SSLHandshakeException("Received fatal alert: certificate_required"),
                        "the server refused: certificate_required"),
                arguments(
                        new SSLException("(unknown_ca) Received fatal alert: unknown_ca"),
                        "the server refused: unknown_ca"),
                arguments(
                        new SSLHandshakeException(
                                "error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED"),
                        "the server refused: certificate_required"),
                arguments(new NotSslRecordException("not an SSL/TLS record: 48"), "the server does not speak TLS"),
                arguments(
                        refused(new CertificateExpiredException("NotAfter: today")),
                        "the certificate has expired (NotAfter: today)"),
                arguments(
                        refused(new CertificateNotYetValidException("NotBefore: tomorrow")),
                        "the certificate is not valid yet (NotBefore: tomorrow)"),
                arguments(
                        refused(new CertificateException("No name matching localhost found")),
                        "the certificate is for another host: No name matching localhost found"),
                arguments(
                        refused(new CertificateException("PKIX", new CertPathBuilderException("unable"))),
                        "the certificate is not trusted: no trusted authority has signed it; it may be self-signed"),
                arguments(
                        refused(new CertificateException(
                                new CertPathValidatorException("anchors", null, null, -1, PKIXReason.NO_TRUST_ANCHOR))),
                        "the certificate is not trusted: no trusted authority has signed it; it may be self-signed"),
                arguments(
                        refused(new CertificateException("PKIX", new CertPathValidatorException("revoked"))),
                        "the certificate is refused: revoked"),
                arguments(
                        refused(new CertificateException("not for servers")),
                        "the certificate is refused: not for servers"));
    }

    @ParameterizedTest
    @Tag("N19")
    @MethodSource
    void tls(Throwable thrown, String words) {
        NetworkFailure failure = NetworkFailure.of(thrown);
        assertThat(failure.words()).isEqualTo(words);
        assertThat(failure.ofTls()).isTrue();
        assertThat(failure.after("anywhere")).isEqualTo("TLS: " + words);
    }

    static Stream<Arguments> other() {
        Throwable refused = new ConnectException("Connection refused: localhost/127.0.0.1:1")
                .initCause(new ConnectException("Connection refused"));
        return Stream.of(
                arguments(refused, "Connection refused"),
                arguments(
                        new SocketException("recvAddress(..) failed with error(-104): Connection reset by peer"),
                        "Connection reset by peer"),
                arguments(new ClosedChannelException(), "it was closed"),
                arguments(new SSLException("something else"), "something else"),
                arguments(new IllegalStateException("broken"), "broken"),
                arguments(new IllegalStateException(), "IllegalStateException"),
                arguments(
                        new ProxyConnectException(ROUTE + "status: 407 whatever, it says"),
                        "it answered 407 Proxy Authentication Required"),
                arguments(new ProxyConnectException(ROUTE + "status: 999 Unknown"), "its answer is not valid HTTP"),
                arguments(new ProxyConnectException(ROUTE + "status: FORBIDDEN(2)"), "it answered FORBIDDEN(2)"),
                arguments(
                        new ProxyConnectException(ROUTE + "authStatus: FAILURE(255)"),
                        "it refused the user or the password"),
                arguments(
                        new ProxyConnectException(ROUTE + "unexpected authMethod: UNACCEPTED(255)"),
                        "it accepts none of the ways to log in that the client offered"),
                arguments(new ProxyConnectException(ROUTE + "disconnected"), "it hung up"),
                arguments(
                        new ProxyConnectException(
                                ROUTE + "java.net.SocketException: recvAddress(..) failed with error(-104): reset",
                                new SocketException("recvAddress(..) failed with error(-104): reset")),
                        "reset"),
                arguments(new ProxyConnectException(ROUTE + "missing response"), "missing response"));
    }

    @ParameterizedTest
    @Tag("N19")
    @MethodSource
    void other(Throwable thrown, String words) {
        NetworkFailure failure = NetworkFailure.of(thrown);
        assertThat(failure.words()).isEqualTo(words);
        assertThat(failure.ofTls()).isFalse();
        assertThat(failure.after("the connection was lost")).isEqualTo("the connection was lost: " + words);
    }

    @Test
    void whatCanBePrintedIsTheCauseItself() {
        Throwable inside = new SSLException("Received fatal alert: internal_error");
        assertThat(NetworkFailure.of(inside).cause()).isSameAs(inside);
        assertThat(NetworkFailure.of(new DecoderException(inside)).cause()).isSameAs(inside);
        Throwable silent = new IOException();
        assertThat(NetworkFailure.of(silent).cause()).isSameAs(silent);
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.engineio.transport.Unprintable#texts")
    void whatCanNotHasAStandIn(String text) {
        Throwable inside = new CertificateException("No subject alternative names: " + text);
        Throwable failure = new SSLHandshakeException("refused").initCause(inside);
        for (NetworkFailure each : new NetworkFailure[] {
            NetworkFailure.of(failure),
            NetworkFailure.of(new IOException(text)),
            NetworkFailure.of(new ProxyConnectException(ROUTE + "status: 407 " + text)),
            NetworkFailure.unexpected(new NumberFormatException("For input string: \"" + text + "\""))
        }) {
            Unprintable.assertPrints(TransportException.error(TransportType.POLLING, Phase.CONNECT, each.words())
                    .cause(each.cause())
                    .build());
        }
        assertThat(NetworkFailure.of(failure).cause())
                .hasMessage("javax.net.ssl.SSLHandshakeException: refused")
                .isInstanceOf(IOException.class);
        assertThat(NetworkFailure.of(failure).cause().getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    @Tag("N06")
    void whatAServerSentInsteadOfTlsIsNotRepeated() {
        NetworkFailure failure = NetworkFailure.of(new NotSslRecordException("not an SSL/TLS record: 736563726574"));
        assertThat(failure.cause()).hasMessage("io.netty.handler.ssl.NotSslRecordException");
    }

    @Test
    @Tag("N06")
    void theEndOfACircleOfCausesIsNotWaitedFor() {
        IOException one = new IOException("\u001b");
        one.initCause(new IOException(one));
        Unprintable.assertPrints(NetworkFailure.of(one).cause());
    }

    @Test
    @Tag("N33")
    void whatDoesNotSayItsMessageIsNamedByItsClass() {
        Exception unspeakable = new Exception() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        String name = unspeakable.getClass().getName();
        assertThat(NetworkFailure.of(unspeakable).words()).isEqualTo(name);
        assertThat(NetworkFailure.of(unspeakable).cause()).hasMessage(name + ", which does not say its message");
        assertThat(NetworkFailure.unexpected(unspeakable).words()).isEqualTo(name);
    }
}
