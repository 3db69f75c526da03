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
        try {
            return settings(Url.parse(Indirect.read(text)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // its message could repeat a part of the credentials
            throw new WrongUsage("not a URL such as http://proxy:8080 or socks5://proxy:1080");
        }
    }

    private static ProxySettings settings(Url url) {
        if (url.host().isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        URI uri = url.uri();
        ProxySettings bare = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "http" -> ProxySettings.http(url.host(), port(uri, HTTP_PORT));
            case "socks4", "socks4a" -> ProxySettings.socks4(url.host(), port(uri, SOCKS_PORT));
            case "socks", "socks5", "socks5h" -> ProxySettings.socks5(url.host(), port(uri, SOCKS_PORT));
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
