package io.curlew.cli;

import io.curlew.engineio.client.ProxySettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads {@code http://user:password@host:port}, also with {@code socks4} or {@code socks5}. */
final class ProxyConverter {
    private static final int HTTP_PORT = 8080;
    private static final int SOCKS_PORT = 1080;

    private ProxyConverter() {}

    static ProxySettings convert(String text) {
        String url = Indirect.read(text);
        try {
            return settings(new URI(url.contains("://") ? url : "http://" + url));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // its message could repeat a part of the credentials
            throw new WrongUsage("not a URL such as http://proxy:8080 or socks5://proxy:1080");
        }
    }

    private static ProxySettings settings(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("no host");
        }
        ProxySettings bare = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "http" -> ProxySettings.http(uri.getHost(), port(uri, HTTP_PORT));
            case "socks4", "socks4a" -> ProxySettings.socks4(uri.getHost(), port(uri, SOCKS_PORT));
            case "socks", "socks5", "socks5h" -> ProxySettings.socks5(uri.getHost(), port(uri, SOCKS_PORT));
            default -> throw new IllegalArgumentException("another kind of proxy");
        };
        return uri.getUserInfo() == null ? bare : withCredentials(bare, uri.getUserInfo());
    }

    private static ProxySettings withCredentials(ProxySettings proxy, String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? proxy.userId(userInfo)
                : proxy.credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    private static int port(URI uri, int otherwise) {
        return uri.getPort() < 0 ? otherwise : uri.getPort();
    }
}
