/** The rules that every build holds the code to, as tests. */
package io.curlew.checks;
