/** The {@code curlew} command: one class for each subcommand. */
package io.curlew.cli;
