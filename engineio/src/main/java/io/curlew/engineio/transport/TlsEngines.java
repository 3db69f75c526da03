package io.curlew.engineio.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the engine of each TLS connection to one target. */
final class TlsEngines {
    private static final Logger LOG = LoggerFactory.getLogger(TlsEngines.class);

    /** The JDK's engines, or Netty's. */
    private interface Source {
        SSLEngine engine(ByteBufAllocator allocator, String host, int port);
    }

    private final Source source;
    private final boolean checksHost;

    private TlsEngines(Source source, boolean checksHost) {
        this.source = source;
        this.checksHost = checksHost;
    }

    /** Reads files. Off the loop. */
    static TlsEngines load(TransportConfig config, Target target) throws TlsSetupException, NoSuchAlgorithmException {
        if (config.dial().tls().isPresent()) {
            return of(config.dial().tls().get(), target);
        }
        SSLContext configured = config.sslContext();
        SSLContext context = configured == null ? JvmTls.context() : configured;
        return new TlsEngines((allocator, host, port) -> context.createSSLEngine(host, port), true);
    }

    private static TlsEngines of(TlsConfig tls, Target target) throws TlsSetupException {
        if (tls.trust() instanceof TlsConfig.Trust.Anybody anybody && anybody.firstUse()) {
            LOG.warn(
                    "Certificates are not checked: anyone between this client and {} can read and change everything",
                    target);
        }
        SslContext context = TlsLoader.context(tls);
        return new TlsEngines(context::newEngine, tls.verifies());
    }

    SSLEngine engine(ByteBufAllocator allocator, Target target) {
        SSLEngine engine = source.engine(allocator, target.host(), target.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // Without this the JDK checks that the certificate is trusted, but not whose it is.
        parameters.setEndpointIdentificationAlgorithm(checksHost ? "HTTPS" : "");
        nameServer(parameters, target.host());
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** SNI. The JDK leaves it out for names without a dot, which a container's may well be. */
    private static void nameServer(SSLParameters parameters, String host) {
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (!literal) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            } catch (IllegalArgumentException notAnInternetName) {
                parameters.setServerNames(List.of());
            }
        }
    }
}
