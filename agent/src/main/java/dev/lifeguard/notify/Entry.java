package dev.lifeguard.notify;

import dev.lifeguard.notify.Notice.Told;
import java.time.Instant;
import java.util.Optional;

/**
 * One transition of one alert that one receiver has to be told of.
 *
 * @param id its place in the queue: the order of the transitions
 * @param key alert and transition: the same for all receivers and all tries
 */
record Entry(long id, String key, String receiver, Told told, Optional<String> link, Instant at) {}
