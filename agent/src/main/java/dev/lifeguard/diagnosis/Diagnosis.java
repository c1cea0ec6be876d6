package dev.lifeguard.diagnosis;

import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong on the way to one gateway, why, and what mends it.
 *
 * @param subject the gateway's name, or the destination or URL that was asked for
 * @param layers the layered verification, from the inside out
 * @param commands what was run to know, here and over there
 */
public record Diagnosis(
    String subject,
    Instant at,
    Basis basis,
    List<Stop> path,
    List<LayerCheck> layers,
    Answer answer,
    List<Command> commands) {

  public Diagnosis {
    path = List.copyOf(path);
    layers = List.copyOf(layers);
    commands = List.copyOf(commands);
  }

  /** What it rests on. */
  public enum Basis {
    /** What was known already. */
    KNOWN_FACTS,
    /** What was looked at for it. */
    ACTIVE_LOOKS,
    /** Looked at for it, and commands were run on the far host. */
    DEEP;

    private final String code = name().toLowerCase(java.util.Locale.ROOT);

    public String code() {
      return code;
    }
  }

  /** What it came to. */
  public sealed interface Answer {
    /**
     * Every layer that could be looked at is well.
     *
     * @param noticed what breaks nothing now, and is worth knowing
     */
    record Healthy(List<Finding> noticed) implements Answer {
      public Healthy {
        noticed = List.copyOf(noticed);
      }
    }

    /**
     * Most probable first; never empty.
     *
     * @param reservation what keeps the first one from being certain; empty: nothing does
     */
    record Found(List<Finding> findings, Optional<String> reservation) implements Answer {
      public Found {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) throw new IllegalArgumentException("found nothing");
      }
    }

    /** Something is wrong, or may be, and what was seen does not say what. */
    record CannotTell(String because) implements Answer {}
  }

  /**
   * One place on the way, for the picture of it.
   *
   * @param layer the layer that leads to it from the place before
   */
  public record Stop(String name, PathLayer layer, LayerCheck.Verdict verdict) {}

  /**
   * Something that was run, and the part of its answer that matters.
   *
   * @param where {@code here}, or the far host
   */
  public record Command(String where, String line, Optional<Integer> status, String output) {}

  /**
   * The same, and what somebody else saw of the way over time: behind what was seen now, unless
   * that is but a look that we gave up.
   *
   * @param seen one line of the table for each
   */
  public Diagnosis and(List<Finding> more, List<LayerCheck> seen) {
    if (more.isEmpty()) return this;
    var findings = new ArrayList<>(findings());
    var behind = cause().filter(Cause.TIMEOUT::equals).isPresent() ? 0 : findings.size();
    findings.addAll(behind, more.stream().filter(it -> !names(it.cause())).toList());
    var lines = new ArrayList<>(layers);
    lines.addAll(seen);
    var together = new Answer.Found(findings, reservation());
    return new Diagnosis(subject, at, basis, path, lines, together, commands);
  }

  private boolean names(Cause cause) {
    return findings().stream().anyMatch(finding -> finding.cause() == cause);
  }

  private Optional<String> reservation() {
    return switch (answer) {
      case Answer.Healthy _ -> Optional.empty();
      case Answer.Found(_, var reservation) -> reservation;
      case Answer.CannotTell(var because) -> Optional.of(because);
    };
  }

  /** Whether nothing is wrong as far as could be seen. */
  public boolean healthy() {
    return answer instanceof Answer.Healthy;
  }

  /** Whether every layer as far as the gateway carries, whatever is wrong behind it. */
  public boolean carries() {
    return !layers.isEmpty()
        && layers.stream()
            .filter(line -> !line.layer().isBehind(PathLayer.GATEWAY))
            .allMatch(line -> line.verdict() == Verdict.PASS || line.verdict() == Verdict.WARN);
  }

  /** Most probable first; empty when well, or when it cannot be told. */
  public List<Finding> findings() {
    return answer instanceof Answer.Found(var findings, _) ? findings : List.of();
  }

  /** The most probable cause. */
  public Optional<Cause> cause() {
    return findings().stream().map(Finding::cause).findFirst();
  }

  /** The cause's code, {@code none} when well, {@code unknown} when it cannot be told. */
  public String causeCode() {
    return cause().map(Cause::code).orElse(healthy() ? "none" : "unknown");
  }
}
