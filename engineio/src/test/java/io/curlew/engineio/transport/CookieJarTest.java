package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cookies come back, on virtual time. */
@Tag("A58")
class CookieJarTest {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private CookieJar jar = jar("http://ws.example.com/engine.io/");

    private CookieJar jar(String endpoint) {
        return new CookieJar(Target.of(URI.create(endpoint)), () -> now);
    }

    private void set(String... cookies) {
        HttpHeaders answer = new DefaultHttpHeaders();
        answer.set("Set-Cookie", List.of(cookies));
        jar.store(answer, Runnable::run);
    }

    private String sent() {
        List<String> found = new ArrayList<>();
        jar.find(new DefaultHttpHeaders(), Runnable::run, Runnable::run, new Cookies.Found() {
            @Override
            public void found(String header) {
                found.add(header);
            }

            @Override
            public void failed(Throwable why) {
                throw new AssertionError(why);
            }
        });
        return String.join(" and ", found);
    }

    @Test
    void nothingWasSetSoNothingIsSent() {
        assertThat(sent()).isEmpty();
    }

    @Test
    void cookiesComeBackInTheOrderOfTheirFirstSetting() {
        set("a=1", "b=2; HttpOnly");
        set("a=3");
        assertThat(sent()).isEqualTo("a=3; b=2");
    }

    @Test
    void theLongestPathComesFirst() {
        set("root=1; Path=/", "a=2", "a=3; Path=/engine.io/", "a=4; Path=/");
        assertThat(sent()).isEqualTo("a=3; a=2; root=1; a=4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/engine.io", "/engine.io/"})
    void aPathThatCoversTheEndpointIsRight(String path) {
        set("a=1; Path=" + path);
        assertThat(sent()).isEqualTo("a=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine", "/engine.io/x", "/Engine.io", "/socket.io/"})
    void aPathThatDoesNotIsNot(String path) {
        set("a=1; Path=" + path);
        assertThat(sent()).isEmpty();
    }

    @Test
    void aPathThatIsNotSaidIsTheEndpointsDirectory() {
        set("a=1");
        set("a=; Path=/engine.io; Max-Age=0");
        assertThat(sent()).isEmpty();
        jar = jar("http://ws.example.com");
        set("a=1");
        set("a=; Path=/; Max-Age=0");
        assertThat(sent()).isEmpty();
    }

    @Test
    void aSecureCookieNeedsTls() {
        set("a=1; Secure", "b=2");
        assertThat(sent()).isEqualTo("b=2");
        jar = jar("https://ws.example.com/engine.io/");
        set("a=1; secure");
        assertThat(sent()).isEqualTo("a=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws.example.com", "WS.Example.com", ".example.com", "example.com"})
    void theHostMayNameItselfAndWhatIsAboveIt(String domain) {
        set("a=1; Domain=" + domain);
        assertThat(sent()).isEqualTo("a=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.example", "x.ws.example.com", "s.example.com", "xample.com"})
    void aCookieForAnotherHostIsIgnored(String domain) {
        set("a=1; Domain=" + domain);
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"})
    void anAddressHasNothingAboveIt(String endpoint) {
        jar = jar(endpoint);
        set("a=1; Domain=0.0.1");
        assertThat(sent()).isEmpty();
    }

    @Test
    void aCookieEndsWhenItsTimeIsOver() {
        set("a=1; Max-Age=60", "b=2");
        now = now.plusSeconds(59);
        assertThat(sent()).isEqualTo("a=1; b=2");
        now = now.plusSeconds(1);
        assertThat(sent()).isEqualTo("b=2");
    }

    @Test
    void theServerDeletesACookieByEndingIt() {
        set("a=1", "b=2", "c=3");
        set("a=; Max-Age=0", "b=; expires=Thu, 01 Jan 1970 00:00:00 GMT", "c=4; max-age=-5; Path=/");
        assertThat(sent()).isEqualTo("c=3");
    }

    @Test
    void theOldestOfMoreThanFiftyGoes() {
        for (int i = 0; i < 500; i++) {
            set("c" + i + "=" + i);
        }
        assertThat(sent().split("; ")).hasSize(50).startsWith("c450=450").endsWith("c499=499");
    }

    @Test
    void whatIsOverGoesFirstWhenRoomIsNeeded() {
        set("old=1");
        for (int i = 1; i < 50; i++) {
            set("c" + i + "=" + i + "; Max-Age=1");
        }
        now = now.plusSeconds(1);
        set("new=2");
        assertThat(sent()).isEqualTo("old=1; new=2");
    }

    @Test
    @Tag("A55")
    void aJarDoesNotShowWhatIsInIt() {
        set("canary=canary");
        assertThat(jar.toString()).doesNotContain("canary");
    }
}
