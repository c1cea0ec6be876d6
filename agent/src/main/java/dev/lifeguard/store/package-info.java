/**
 * Keeps what must survive: one SQLite file, one writer, migrations. It must not know what the rows
 * mean.
 */
@NullMarked
package dev.lifeguard.store;

import org.jspecify.annotations.NullMarked;
