package dev.lifeguard.cli;

import dev.lifeguard.diagnosis.Cause;
import dev.lifeguard.diagnosis.Diagnosis;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.diagnosis.Finding;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the running agent saw of a way over time and of its own tunnel there. One walk on a session
 * of its own cannot see it: that tunnel may come and go, be stopped, or have no port to listen on.
 */
record AgentsMemory(List<Finding> findings) {

  /** Of the agent of that data directory; nothing where none runs, or it does not answer. */
  static AgentsMemory of(Path dataDir, String gateway) {
    try {
      var path = "/api/v1/gateways/" + AgentClient.part(gateway) + "/diagnosis?basis=known_facts";
      return AgentClient.find(dataDir)
          .map(agent -> of(agent.read(path)))
          .orElseGet(() -> new AgentsMemory(List.of()));
    } catch (Refusal silent) {
      return new AgentsMemory(List.of());
    }
  }

  /** From its diagnosis without a look. */
  static AgentsMemory of(JsonObject known) {
    return new AgentsMemory(
        DiagnosisJson.findings(known).stream()
            .filter(it -> isOfItsTunnel(it.cause()))
            .map(AgentsMemory::attributed)
            .toList());
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
