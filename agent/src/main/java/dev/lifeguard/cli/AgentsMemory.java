package dev.lifeguard.cli;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.diagnosis.Dimension;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the running agent saw of a way over time and of its own tunnel there. One walk on a session
 * of its own cannot see it: that tunnel may come and go, be stopped, or have no port to listen on.
 */
record AgentsMemory(List<Finding> findings) {
  private static final Duration FRESH = Duration.ofMinutes(15);

  /** Of the agent of that data directory; nothing where none runs, or it does not answer. */
  static AgentsMemory of(Path dataDir, String gateway) {
    try {
      var path = "/api/v1/gateways/" + AgentClient.part(gateway) + "/diagnosis";
      return AgentClient.find(dataDir)
          .map(agent -> of(agent.read(path + "?basis=known_facts"), agent.read(path)))
          .orElseGet(() -> new AgentsMemory(List.of()));
    } catch (Refusal silent) {
      return new AgentsMemory(List.of());
    }
  }

  /**
   * From its diagnosis without a look, and the last that it told: why the tunnel comes and goes may
   * have needed a look of its own.
   */
  static AgentsMemory of(JsonObject known, JsonObject told) {
    var looked = isFresh(known, told) ? DiagnosisJson.findings(told) : List.<Finding>of();
    return new AgentsMemory(
        DiagnosisJson.findings(known).stream()
            .filter(it -> isOfItsTunnel(it.cause()))
            .map(it -> sharpened(it, looked))
            .map(AgentsMemory::attributed)
            .toList());
  }

  private static boolean isFresh(JsonObject known, JsonObject told) {
    var oldest = known.getInstant("at", Instant.EPOCH).minus(FRESH);
    return told.getInstant("at", Instant.MIN).isAfter(oldest);
  }

  private static Finding sharpened(Finding known, List<Finding> looked) {
    if (!isComingAndGoing(known)) return known;
    return looked.stream().filter(AgentsMemory::isComingAndGoing).findFirst().orElse(known);
  }

  private static boolean isComingAndGoing(Finding finding) {
    return finding.cause().layer() == PathLayer.TUNNEL
        && finding.cause().dimension() == Dimension.OPERATION;
  }

  private static boolean isOfItsTunnel(Cause cause) {
    return switch (cause) {
      case EXHAUSTED, AGENT_STALLED, PORT_TAKEN, BIND_DENIED -> true;
      default -> cause.layer() == PathLayer.TUNNEL;
    };
  }

  private static Finding attributed(Finding finding) {
    var evidence =
        finding.speaksFor().stream().map(clause -> "the running agent saw: " + clause).toList();
    return new Finding(
        finding.cause(), finding.confidence(), evidence, finding.speaksAgainst(), finding.fix());
  }

  /** What was seen now stays first; the walk carries as far as it did. */
  Diagnosis beside(Diagnosis walked) {
    return walked.and(findings, line().stream().toList());
  }

  private Optional<LayerCheck> line() {
    return findings.stream()
        .limit(1)
        .map(
            first ->
                new LayerCheck(
                    PathLayer.TUNNEL,
                    "the agent's tunnel",
                    first.cause().code(),
                    "",
                    Verdict.WARN,
                    first.speaksFor().getFirst()))
        .findFirst();
  }
}
