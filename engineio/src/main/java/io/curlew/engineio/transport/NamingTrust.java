package io.curlew.engineio.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Leaves the decision to another trust manager, and makes its refusals name the certificate. */
final class NamingTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    private NamingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /** Returns the trust manager of a factory, which is initialised. */
    static TrustManager of(TrustManagerFactory factory) {
        TrustManager first = factory.getTrustManagers()[0];
        return first instanceof X509ExtendedTrustManager judge ? new NamingTrust(judge) : first;
    }

    /** One question to the other trust manager. */
    private interface Question {
        void ask() throws CertificateException;
    }

    private static void ask(X509Certificate[] chain, Question question) throws CertificateException {
        try {
            question.ask();
        } catch (CertificateException refusal) {
            throw RefusedCertificate.with(chain, refusal);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        ask(chain, () -> judge.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        ask(chain, () -> judge.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        ask(chain, () -> judge.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
