/** Fuzz targets, which are tests, and what they have in common. */
package io.curlew.fuzz;
