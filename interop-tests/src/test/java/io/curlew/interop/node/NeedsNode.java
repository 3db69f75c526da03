package io.curlew.interop.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** These tests are skipped where Node.js is not on the PATH; with {@code CI=true} they fail there instead. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "io.curlew.interop.node.NodeProcess#canStart", disabledReason = "node is not on the PATH")
public @interface NeedsNode {}
