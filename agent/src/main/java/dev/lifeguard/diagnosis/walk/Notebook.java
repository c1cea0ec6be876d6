package dev.lifeguard.diagnosis.walk;

import dev.lifeguard.diagnosis.Diagnosis.Command;
import dev.lifeguard.diagnosis.Diagnosis.Stop;
import dev.lifeguard.diagnosis.LayerCheck;
import dev.lifeguard.diagnosis.LayerCheck.Verdict;
import dev.lifeguard.diagnosis.PathLayer;
import dev.lifeguard.diagnosis.evidence.Discretion;
import dev.lifeguard.diagnosis.evidence.Evidence;
import dev.lifeguard.diagnosis.evidence.Names;
import dev.lifeguard.diagnosis.evidence.Sign;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.reason.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What one walk has seen so far. Belongs to the walk's thread. */
public final class Notebook {
  private static final int MOST_LINES = 60;
  private static final int LONGEST = 300;

  private final Subject subject;
  private final Thresholds thresholds;
  private final List<Sign> signs = new ArrayList<>();
  private final List<LayerCheck> checks = new ArrayList<>();
  private final List<Stop> path = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private Names names;

  Notebook(Way way) {
    this.subject = Subject.gateway(way.subject());
    this.thresholds = new Thresholds(way.thresholds());
    this.names = way.names();
    signs.addAll(way.known());
  }

  public void sign(Sign sign) {
    signs.add(sign);
  }

  public void command(Command command) {
    commands.add(
        new Command(command.where(), command.line(), command.status(), shown(command.output())));
  }

  /** Enough for people, and no secrets: it is kept and sent. */
  private static String shown(String output) {
    return Discretion.about(output)
        .lines()
        .limit(MOST_LINES)
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line)
        .collect(Collectors.joining("\n"));
  }

  public void name(String name, String value) {
    names = names.with(name, value);
  }

  void check(LayerCheck check) {
    checks.add(check);
  }

  void place(Stop stop) {
    path.add(stop);
  }

  /** A look at a layer ended well, with this value of its fact. */
  void passed(PathLayer layer, Fact fact, FactValue value, String note) {
    signs.add(new Sign.Seen(subject, fact, value));
    var check = thresholds.judge(layer, signs, note);
    signs.add(new Sign.Passed(layer, check.value()));
    if (check.verdict() == Verdict.WARN && value instanceof FactValue.Amount(var seconds))
      signs.add(
          new Sign.Slow(
              layer, check.check(), Duration.ofNanos((long) (seconds * 1e9)), check.threshold()));
    checks.add(check);
  }

  /** A look at a layer ended in a failure. */
  void failed(PathLayer layer, String check, Failure failure) {
    signs.add(new Sign.Failed(layer, failure));
    checks.add(
        new LayerCheck(
            layer,
            check,
            failure.reason().code(),
            thresholds.text(layer),
            Verdict.FAIL,
            failure.detail()));
  }

  /** Not looked at, because of what lies before it. */
  void behind(PathLayer layer, PathLayer broken) {
    checks.add(
        new LayerCheck(
            layer,
            thresholds.what(layer),
            "unknown",
            thresholds.text(layer),
            Verdict.UNKNOWN,
            "lies behind the broken " + broken.code()));
  }

  void unknown(PathLayer layer, String check, String because) {
    checks.add(
        new LayerCheck(layer, check, "unknown", thresholds.text(layer), Verdict.UNKNOWN, because));
  }

  /** Something that could not be looked at, and is no layer of the way. */
  public void remark(String what, String because) {
    commands.add(new Command(what, "nothing was run", java.util.Optional.empty(), because));
  }

  /** A channel or a provider, and how it is. */
  void part(PathLayer layer, String name, String state) {
    var wanted = layer == PathLayer.CHANNELS ? "active" : "available";
    var settling = state.equals("starting") || state.equals("cooling_down");
    var verdict = state.equals(wanted) ? Verdict.PASS : settling ? Verdict.WARN : Verdict.FAIL;
    checks.add(new LayerCheck(layer, name, state, "== \"" + wanted + "\"", verdict, ""));
  }

  /** A step of the runbook, on the gateway's own host. */
  public void step(String check, String value, Verdict verdict, String note) {
    checks.add(new LayerCheck(PathLayer.GATEWAY, check, value, "", verdict, note));
  }

  void info(PathLayer layer, String check, String value) {
    checks.add(new LayerCheck(layer, check, value, "", Verdict.PASS, ""));
  }

  public Evidence evidence() {
    return new Evidence(names, signs);
  }

  List<LayerCheck> checks() {
    return List.copyOf(checks);
  }

  List<Stop> path() {
    return List.copyOf(path);
  }

  List<Command> commands() {
    return List.copyOf(commands);
  }
}
