package dev.lifeguard.diagnosis.check;

import dev.lifeguard.diagnosis.check.CheckUp.Line;
import dev.lifeguard.diagnosis.check.CheckUp.Section;
import dev.lifeguard.diagnosis.check.CheckUp.Verdict;
import dev.lifeguard.fact.Fact;
import dev.lifeguard.fact.FactValue;
import dev.lifeguard.fact.Subject;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.rule.Criterion;
import dev.lifeguard.rule.Term;
import dev.lifeguard.rule.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes the five-minute check of a gateway's report, the facts that are known of it and the
 * criteria in force. Pure.
 */
public final class CheckUps {
  private static final List<String> SECTIONS =
      List.of("gateway.", "channels.", "errors.", "security.");

  private final GatewayReport report;
  private final Map<Subject, Map<Fact, FactValue>> facts;
  private final List<Criterion> criteria;

  private CheckUps(
      GatewayReport report, Map<Subject, Map<Fact, FactValue>> facts, List<Criterion> criteria) {
    this.report = report;
    this.facts = facts;
    this.criteria = criteria;
  }

  public static CheckUp of(
      GatewayReport report, Map<Subject, Map<Fact, FactValue>> facts, List<Criterion> criteria) {
    var made = new CheckUps(report, facts, criteria);
    return new CheckUp(
        report.gateway(),
        report.url().toString(),
        report.at(),
        List.of(made.gateway(), made.runtime(), made.channels(), made.errors(), made.security()));
  }

  /** One that nothing was heard of is a line of its own: it must not be missing in silence. */
  public static CheckUp unheard(String gateway, String url, Instant at, String because) {
    var line = new Line("status", "unknown", "gateway_status known", Verdict.UNKNOWN, because);
    return new CheckUp(gateway, url, at, List.of(new Section("gateway", List.of(line))));
  }

  private Section gateway() {
    var lines = new ArrayList<>(judged("gateway."));
    var evidence = report.evidence();
    var seen = evidence.problem().map(Object::toString).orElseGet(evidence::seen);
    lines.add(info("state", evidence.state().toString(), seen));
    report.identity().version().ifPresent(version -> lines.add(info("version", version, "")));
    return new Section("gateway", lines);
  }

  private Section runtime() {
    var lines = new ArrayList<>(judgedElsewhere());
    if (!connected()) lines.add(info("runtime", "unknown", ignorance()));
    else lines.addAll(inside());
    for (var provider : report.providers())
      lines.add(
          info(
              "provider " + provider.provider(),
              provider.state().map(Object::toString).orElse("unknown"),
              provider.detail()));
    report.drift().ifPresent(drift -> lines.add(info("configuration", "drifted", drift)));
    return new Section("runtime and providers", lines);
  }

  /** What only the gateway itself can tell. */
  private List<Line> inside() {
    var lines = new ArrayList<Line>();
    lines.add(info("runtime", report.identity().runtime().map(node -> "Node " + node)));
    report
        .identity()
        .memoryBytes()
        .ifPresent(b -> lines.add(info("memory", (b >> 20) + " MiB", "")));
    lines.add(
        info("event loop delay p99", report.latency().eventLoopDelay().map(CheckUps::seconds)));
    lines.add(info("call latency p99", report.latency().p99().map(CheckUps::seconds)));
    lines.add(info("active runs", report.latency().activeRuns().map(Object::toString)));
    var rate = report.latency().errorRate();
    lines.add(
        info(
            "failed model calls, 5 min",
            rate.map(it -> percent(it.ratio())).orElse("no calls"),
            rate.map(it -> "by " + it.source()).orElse("")));
    for (var missing : report.unknown())
      if (missing.what().equals("connections"))
        lines.add(info("open connections", "not known", missing.because().detail()));
    return lines;
  }

  private boolean connected() {
    return report.identity().uptime().isPresent();
  }

  private Section channels() {
    var lines = new ArrayList<Line>(judged("channels."));
    for (var channel : report.channels()) {
      var state = channel.state().map(Object::toString).orElse("disabled");
      var took = channel.latencySeconds().map(seconds -> ", " + seconds(seconds)).orElse("");
      lines.add(
          info(
              "channel " + channel.channel() + "/" + channel.account(),
              state + took,
              channel.detail()));
    }
    return new Section("channels", lines);
  }

  private Section errors() {
    var lines = new ArrayList<Line>(judged("errors."));
    report
        .log()
        .ifPresent(
            log ->
                lines.add(
                    info(
                        "refused logins, last hour",
                        Integer.toString(log.authFailuresHourly()),
                        "")));
    report
        .log()
        .flatMap(GatewayReport.Log::since)
        .ifPresent(
            since ->
                lines.add(info("log read since", since.toString(), "less than an hour is known")));
    return new Section("errors of the last hour", lines);
  }

  private Section security() {
    var lines = new ArrayList<Line>(judged("security."));
    lines.add(ports());
    if (report.security() instanceof Security.Audited audited)
      for (var finding : audited.findings())
        lines.add(
            info(finding.severity() + " " + finding.id(), finding.title(), finding.remediation()));
    if (report.ports() instanceof GatewayReport.Ports.Checked checked)
      for (var open : checked.exposed())
        lines.add(
            new Line(
                "port " + open.port(),
                open.address(),
                "loopback only",
                Verdict.FAIL,
                open.purpose() + " answers from outside"));
    return new Section("security", lines);
  }

  private Line ports() {
    var what = "ports beyond loopback";
    return switch (report.ports()) {
      case GatewayReport.Ports.NotChecked(var because) ->
          info(what, "not looked at", connected() ? because : ignorance());
      case GatewayReport.Ports.Checked(var count, var addresses, var exposed) ->
          info(
              what,
              exposed.size() + " of " + count + " answer",
              "browser and debugging ports, at " + String.join(", ", addresses));
    };
  }

  /** Criteria of parts that the check has no section for. */
  private List<Line> judgedElsewhere() {
    return criteria.stream()
        .filter(criterion -> SECTIONS.stream().noneMatch(criterion.name()::startsWith))
        .map(this::judge)
        .toList();
  }

  /** The criteria of one part of the file, each against every subject it speaks of. */
  private List<Line> judged(String part) {
    var lines = new ArrayList<Line>();
    for (var criterion : criteria)
      if (criterion.name().startsWith(part)) lines.add(judge(criterion));
    return lines;
  }

  private Line judge(Criterion criterion) {
    var terms = criterion.check().terms();
    var subjects = subjects(fact(terms.getFirst()));
    if (subjects.isEmpty()) return nobody(criterion, fact(terms.getFirst()));
    var worst = new Line(label(criterion), "", criterion.check().toString(), Verdict.PASS, "");
    for (var subject : subjects) worst = worse(worst, judge(criterion, subject));
    return worst;
  }

  /** No channel, and all of them active, is well; a gateway that nobody could ask is not known. */
  private Line nobody(Criterion criterion, Fact fact) {
    var known = report.unknown().stream().noneMatch(missing -> missing.what().equals("channels"));
    var text = criterion.check().toString();
    if (!fact.labels().isEmpty() && known)
      return new Line(label(criterion), "none", text, Verdict.PASS, "");
    var because =
        fact == Fact.SECURITY_CRITICAL || fact == Fact.SECURITY_WARNINGS
            ? unaudited()
            : ignorance();
    return new Line(label(criterion), "unknown", text, Verdict.UNKNOWN, because);
  }

  private String unaudited() {
    return report.security() instanceof Security.NotLooked(var because) && connected()
        ? because
        : ignorance();
  }

  /** Why more is not known. What the gateway's state comes from stands beside its state. */
  private String ignorance() {
    return switch (report.evidence().state()) {
      case RUNNING, BUSY -> connected() ? "not looked at yet" : "only its HTTP pages are known";
      case STARTING, DRAINING, QUIET, UNREACHABLE, STOPPED, MISCONFIGURED, UNAUTHORIZED ->
          "the gateway is " + report.evidence().state();
    };
  }

  private Line judge(Criterion criterion, Subject subject) {
    var terms = criterion.check().terms();
    var truth = criterion.check().test(position -> value(subject, fact(terms.get(position))));
    var value = value(subject, fact(terms.getFirst()));
    var who =
        subject.labels().isEmpty() ? "" : " (" + String.join("/", subject.labels().values()) + ")";
    return new Line(
        label(criterion),
        text(fact(terms.getFirst()), value) + who,
        criterion.check().toString(),
        verdict(truth),
        note(truth, value, subject, terms.getFirst()));
  }

  private String note(Truth truth, FactValue value, Subject subject, Term term) {
    if (value instanceof FactValue.Unknown(var because)) return because;
    if (value instanceof FactValue.AtLeast(_, var because)) return because;
    return truth == Truth.FALSE ? reason(subject, fact(term)) : "";
  }

  private String reason(Subject subject, Fact fact) {
    if (fact == Fact.GATEWAY_UPTIME)
      return report
          .identity()
          .uptime()
          .map(it -> "started " + report.at().minus(it).truncatedTo(ChronoUnit.SECONDS))
          .orElse("");
    if (subject.labels().isEmpty())
      return report.evidence().problem().map(Object::toString).orElse("");
    return report.channels().stream()
        .filter(it -> subject.equals(Subject.channel(report.gateway(), it.channel(), it.account())))
        .map(GatewayReport.Channel::detail)
        .findFirst()
        .orElse("");
  }

  private static Line worse(Line one, Line other) {
    return rank(other.verdict()) > rank(one.verdict()) || one.value().isEmpty() ? other : one;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case INFO -> 0;
      case PASS -> 1;
      case UNKNOWN -> 2;
      case FAIL -> 3;
    };
  }

  private List<Subject> subjects(Fact fact) {
    Predicate<Subject> mine = subject -> subject.gateway().equals(report.gateway());
    return facts.entrySet().stream()
        .filter(entry -> mine.test(entry.getKey()) && entry.getValue().containsKey(fact))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private FactValue value(Subject subject, Fact fact) {
    var own = facts.getOrDefault(subject, Map.of()).get(fact);
    if (own != null) return own;
    var covering = facts.getOrDefault(Subject.gateway(subject.gateway()), Map.of()).get(fact);
    return covering == null ? FactValue.unknown("not looked at") : covering;
  }

  private static Fact fact(Term term) {
    return Fact.of(term.name()).orElseThrow(); // the file was checked against the closed list
  }

  private static Verdict verdict(Truth truth) {
    return switch (truth) {
      case TRUE -> Verdict.PASS;
      case FALSE -> Verdict.FAIL;
      case UNKNOWN -> Verdict.UNKNOWN;
    };
  }

  private static String label(Criterion criterion) {
    return criterion.name().substring(criterion.name().indexOf('.') + 1).replace('_', ' ');
  }

  private static String text(Fact fact, FactValue value) {
    return switch (value) {
      case FactValue.Word(var word) -> word;
      case FactValue.Unknown _ -> "unknown";
      case FactValue.Amount(var amount) when Double.isInfinite(amount) -> "no answer";
      case FactValue.Amount(var amount) when fact.unit() == Fact.Unit.SECONDS -> seconds(amount);
      case FactValue.Amount(var amount) when fact.unit() == Fact.Unit.RATIO -> percent(amount);
      case FactValue.Amount(var amount) -> "%.0f".formatted(amount);
      case FactValue.AtLeast(var least, _) -> "at least " + text(fact, FactValue.of(least));
    };
  }

  private static String seconds(double amount) {
    if (Double.isInfinite(amount)) return "no answer";
    if (amount < 10) return "%.1f ms".formatted(amount * 1000);
    var duration = Duration.ofSeconds((long) amount);
    return duration
        .toString()
        .substring(2)
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("([hm])", "$1 ")
        .strip();
  }

  private static String percent(double ratio) {
    return "%.1f %%".formatted(ratio * 100);
  }

  private static Line info(String what, Optional<String> value) {
    return info(what, value.orElse("unknown"), "");
  }

  private static Line info(String what, String value, String note) {
    return new Line(what, value, "", Verdict.INFO, note);
  }
}
