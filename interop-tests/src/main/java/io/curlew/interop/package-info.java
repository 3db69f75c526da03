/** The client against the reference server, and the test server against the reference clients, as tests. */
package io.curlew.interop;
