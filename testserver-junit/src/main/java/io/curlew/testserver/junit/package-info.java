/** A JUnit extension that gives tests a server, and certificates for tests of TLS. */
@NullMarked
package io.curlew.testserver.junit;

import org.jspecify.annotations.NullMarked;
