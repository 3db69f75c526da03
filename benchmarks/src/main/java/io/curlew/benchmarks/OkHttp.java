package io.curlew.benchmarks;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * What the official client for Java connects through. It is like the one that it has of itself, which serves 64 calls
 * at a time however: a WebSocket is a call until it is closed, so that the 65th would never open.
 */
final class OkHttp {
    private static final Map<Destination, OkHttpClient> CLIENTS = new ConcurrentHashMap<>();

    private OkHttp() {}

    /** Returns one for all connections, as is the default. */
    static OkHttpClient to(Destination destination) {
        return CLIENTS.computeIfAbsent(destination, OkHttp::make);
    }

    private static OkHttpClient make(Destination to) {
        Dispatcher unlimited = new Dispatcher();
        unlimited.setMaxRequests(Integer.MAX_VALUE);
        unlimited.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient.Builder builder =
                new OkHttpClient.Builder().readTimeout(1, TimeUnit.MINUTES).dispatcher(unlimited);
        to.pem().ifPresent(pem -> trust(builder, pem));
        return builder.build();
    }

    private static void trust(OkHttpClient.Builder builder, Path pem) {
        TrustManagerFactory trust = Destination.trusting(pem);
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            builder.sslSocketFactory(tls.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
