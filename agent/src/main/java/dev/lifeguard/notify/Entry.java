package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that one receiver has to be told.
 *
 * @param id its place in the queue: the order of the transitions
 * @param notice the notice it goes out with, once that was tried; it keeps it, so that a retry,
 *     even by the next process, says the same under the same key
 */
record Entry(long id, String receiver, Told told, Optional<String> notice, Instant at) {
  String alert() {
    return told.fingerprint();
  }
}
