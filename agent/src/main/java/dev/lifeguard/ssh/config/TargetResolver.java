package dev.lifeguard.ssh.config;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.algorithm.Algorithms;
import dev.lifeguard.ssh.config.SshFinding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Decides how a server is reached: a pure function of what was asked and what the files say. */
public final class TargetResolver {
  private static final int MAX_HOPS = 8;

  private final SshEnvironment environment;
  private final OpenSshConfig config;

  public TargetResolver(SshEnvironment environment, OpenSshConfig config) {
    this.environment = environment;
    this.config = config;
  }

  public TargetOutcome resolve(SshSettings settings) {
    return resolve(settings, List.of());
  }

  /**
   * @param options of the command line, each as after {@code ssh -o}: they win over all else
   */
  public TargetOutcome resolve(SshSettings settings, List<String> options) {
    var findings = new ArrayList<SshFinding>();
    var destination = JumpSpec.parse(settings.destination());
    if (destination.isEmpty())
      findings.add(
          SshFinding.error(
              TargetBuilder.ASKED,
              ValueForm.quoted(settings.destination()) + " is no [user@]host[:port]",
              "a name such as ops@gateway.example:22, or a Host alias"));
    var jumps = String.join(",", settings.jump());
    if (!jumps.isEmpty())
      JumpSpec.problem(jumps)
          .ifPresent(
              what ->
                  findings.add(
                      SshFinding.error(
                          TargetBuilder.ASKED, "jump " + what, "ops@bastion.example, for one")));
    var before = new CommandLineOptions(environment.variables(), findings).parse(options);
    var asked = findings.stream().anyMatch(TargetResolver::isError);
    config.findings().stream().filter(TargetResolver::isError).forEach(findings::add);
    if (asked) return unusable(findings);
    // Some mistakes show only while the options are looked up: all are told, those of the file too.
    return outcome(TargetWish.target(destination.orElseThrow(), settings, before), findings);
  }

  private TargetOutcome outcome(TargetWish wish, List<SshFinding> before) {
    var errors = new ArrayList<>(before.stream().filter(TargetResolver::isError).toList());
    var target = target(wish, MAX_HOPS, errors);
    if (!errors.isEmpty()) return unusable(errors);
    return new TargetOutcome.Resolved(target);
  }

  private ResolvedTarget target(TargetWish wish, int hopsLeft, List<SshFinding> errors) {
    var builder = new TargetBuilder(environment, config, wish);
    var jumps = builder.jumps();
    var way = new ArrayList<ResolvedTarget>();
    if (!jumps.isEmpty() && hopsLeft == 0)
      errors.add(
          SshFinding.error(
              TargetBuilder.ASKED,
              "the jump hosts lead in a circle through " + wish.host(),
              "write Host patterns so that a jump host does not jump over itself"));
    else if (!jumps.isEmpty()) way.addAll(way(wish, jumps, hopsLeft, errors));
    var target = builder.build(way);
    Algorithms.emptied(target.algorithms())
        .ifPresent(
            keyword ->
                errors.add(
                    SshFinding.error(
                        TargetBuilder.ASKED,
                        keyword + " leaves nothing that we speak, for " + wish.host(),
                        "allow one more algorithm")));
    target.findings().stream().filter(TargetResolver::isError).forEach(errors::add);
    return target;
  }

  /** The last hop knows how it is reached itself: by the hops before it, or by its own options. */
  private List<ResolvedTarget> way(
      TargetWish wish, List<JumpSpec> jumps, int hopsLeft, List<SshFinding> errors) {
    var hop = wish.hop(jumps.getLast(), jumps.subList(0, jumps.size() - 1));
    var last = target(hop, hopsLeft - 1, errors);
    var way = new ArrayList<>(last.route().jumps());
    way.add(last.withoutJumps());
    return way;
  }

  private static TargetOutcome unusable(List<SshFinding> findings) {
    var errors = findings.stream().filter(TargetResolver::isError).distinct().toList();
    var more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
    var failure = new Failure(Reason.SSH_CONFIG_INVALID, errors.getFirst() + more);
    return new TargetOutcome.Unusable(failure, errors);
  }

  private static boolean isError(SshFinding finding) {
    return finding.severity() == Severity.ERROR;
  }
}
