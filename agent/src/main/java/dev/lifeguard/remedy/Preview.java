package dev.lifeguard.remedy;

import java.util.List;
import java.util.Optional;

/**
 * What a step would do, for people.
 *
 * @param text one or two sentences
 * @param diff what would change, as a unified diff, secrets masked
 * @param touches what it would lay hands on: a tunnel, a file, a key of the configuration
 */
public record Preview(String text, Optional<String> diff, List<String> touches) {
  public Preview {
    touches = List.copyOf(touches);
  }

  public static Preview of(String text, String... touches) {
    return new Preview(text, Optional.empty(), List.of(touches));
  }

  public Preview with(String diff) {
    return new Preview(text, Optional.of(diff), touches);
  }
}
