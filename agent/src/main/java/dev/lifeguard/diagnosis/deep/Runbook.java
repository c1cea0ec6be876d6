package dev.lifeguard.diagnosis.deep;

import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.diagnosis.evidence.Sign.FarListeners;
import dev.lifeguard.diagnosis.evidence.Sign.GatewayProcess;
import dev.lifeguard.diagnosis.evidence.Sign.Listener;
import dev.lifeguard.diagnosis.walk.Notebook;
import dev.lifeguard.reason.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The runbook's first three steps as lines of the table: process, port and bind, authentication.
 * Channels and providers have lines of their own, and follow.
 */
record Runbook(Notebook notebook, int port) {
  private static final Set<Reason> REFUSED =
      EnumSet.of(
          Reason.AUTH_REJECTED,
          Reason.AUTH_CHANGED,
          Reason.AUTH_LOCKED_OUT,
          Reason.CREDENTIAL_MISSING,
          Reason.PAIRING_REQUIRED,
          Reason.SCOPE_MISSING);

  void write() {
    var evidence = notebook.evidence();
    evidence
        .first(GatewayProcess.class)
        .ifPresentOrElse(it -> process(it, answers(evidence)), () -> blind("1 process"));
    evidence
        .first(FarListeners.class)
        .ifPresentOrElse(it -> port(it, answers(evidence)), () -> blind("2 port and bind"));
    authentication(evidence);
  }

  /** A gateway that answers needs no list to be well. */
  private void blind(String step) {
    notebook.step(
        step,
        "unknown",
        answers(notebook.evidence()) ? Verdict.WARN : Verdict.UNKNOWN,
        "the list could not be had: the login may run no commands there, or the tools are missing");
  }

  private static boolean answers(Evidence evidence) {
    return evidence.all(Sign.Passed.class).anyMatch(it -> it.layer() == PathLayer.GATEWAY);
  }

  /** One that answers and is not in the list runs in a container, or as somebody else. */
  private void process(GatewayProcess process, boolean answers) {
    var missing = answers ? Verdict.WARN : Verdict.FAIL;
    notebook.step(
        "1 process",
        process.runs() ? "runs" : "not in the list",
        process.runs() ? Verdict.PASS : missing,
        process.detail());
  }

  private void port(FarListeners listeners, boolean answers) {
    var here = listeners.listeners().stream().filter(it -> it.port() == port).toList();
    if (here.isEmpty()) {
      var missing = answers ? Verdict.WARN : Verdict.FAIL;
      notebook.step("2 port and bind", "nobody on " + port, missing, "");
      return;
    }
    var wide = here.stream().anyMatch(Runbook::isWide);
    notebook.step(
        "2 port and bind",
        addresses(here),
        wide ? Verdict.WARN : Verdict.PASS,
        (wide ? "open to other machines; " : "")
            + here.getFirst().process().orElse("the process is not told"));
  }

  private static boolean isWide(Listener listener) {
    return Set.of("0.0.0.0", "::", "*").contains(listener.address());
  }

  private static String addresses(List<Listener> listeners) {
    return listeners.stream()
        .map(it -> it.address() + ":" + it.port())
        .collect(Collectors.joining(", "));
  }

  private void authentication(Evidence evidence) {
    var refused =
        evidence
            .all(Sign.Failed.class)
            .map(Sign.Failed::failure)
            .filter(failure -> REFUSED.contains(failure.reason()))
            .findFirst();
    if (refused.isPresent())
      notebook.step(
          "3 authentication", refused.get().reason().code(), Verdict.FAIL, refused.get().detail());
    else if (answers(evidence)) notebook.step("3 authentication", "not refused", Verdict.PASS, "");
    else notebook.step("3 authentication", "unknown", Verdict.UNKNOWN, "there was nobody to ask");
  }
}
