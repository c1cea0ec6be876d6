package dev.lifeguard.path;

import java.util.List;
import java.util.Optional;

/**
 * All ways to one gateway.
 *
 * @param all the preferred one first; never empty
 */
public record Ways(String gateway, List<Way> all) {
  public Ways {
    all = List.copyOf(all);
  }

  Optional<Way> named(String path) {
    return all.stream().filter(way -> way.name().equals(path)).findFirst();
  }

  String preferred() {
    return all.getFirst().name();
  }
}
