package io.curlew.interop.emitter;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** These tests are skipped where Redis is not on the PATH; with {@code CI=true} they fail there instead. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.curlew.interop.servers.Installed#redis",
        disabledReason = "redis-server or node is not on the PATH")
@interface NeedsRedis {}
