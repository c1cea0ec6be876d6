package dev.lifeguard.gateway;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What came over one connection, and what of it we did not understand. One event loop's own. */
public final class Traffic {
  /** What is ignored and counted, because a newer gateway may well send it. */
  public enum Odd {
    /** A frame of an unknown kind, or of a known kind with fields of the wrong type. */
    FRAME,
    /** A field of a frame that we do not know. */
    FIELD,
    /** An answer that nobody waits for: late, repeated, or invented. */
    ANSWER;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
      return code;
    }
  }

  private final Map<Odd, Long> odd = new EnumMap<>(Odd.class);
  private long frames;
  private long characters;

  void came(int length) {
    frames++;
    characters += length;
  }

  void ignored(Odd what) {
    odd.merge(what, 1L, Long::sum);
  }

  public long ignoredSoFar(Odd what) {
    return odd.getOrDefault(what, 0L);
  }

  public long frames() {
    return frames;
  }

  public long characters() {
    return characters;
  }
}
