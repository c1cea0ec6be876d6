package dev.lifeguard.baseline;

import static dev.lifeguard.baseline.BaselineCheck.*;

import dev.lifeguard.config.Json5;
import dev.lifeguard.config.Source;
import dev.lifeguard.gateway.GatewayInquiry;
import dev.lifeguard.gateway.GatewayInquiry.Question;
import dev.lifeguard.gateway.GatewayInquiry.Right;
import dev.lifeguard.gateway.GatewayReport;
import dev.lifeguard.gateway.GatewayReport.Security;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.gateway.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a gateway by what it says of itself, with no more rights than to read. Blocks. */
final class GatewayPosture {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Question CONFIG = new Question("config.get", Right.READ);
  private static final Question STATUS = new Question("status", Right.READ);
  private static final Question DEVICES = new Question("device.pair.list", Right.PAIRING);
  private static final Question NODES = new Question("node.pair.list", Right.PAIRING);

  private final String gateway;
  private final Set<Path> known;
  private final List<BaselineFinding> findings = new ArrayList<>();
  private final List<String> notLooked = new ArrayList<>();

  /**
   * @param known configuration files that were judged already
   */
  GatewayPosture(String gateway, Set<Path> known) {
    this.gateway = gateway;
    this.known = Set.copyOf(known);
  }

  void ask(GatewayInquiry inquiry) {
    var config = ask(inquiry, CONFIG);
    config.ifPresent(this::configuration);
    if (config.isEmpty()) return; // the others would only say the same
    ask(inquiry, STATUS).ifPresent(this::update);
    ask(inquiry, DEVICES).ifPresent(it -> paired(it, "devices"));
    ask(inquiry, NODES).ifPresent(it -> paired(it, "nodes"));
  }

  private Optional<Payload> ask(GatewayInquiry inquiry, Question question) {
    return switch (inquiry.ask(question, WITHIN).await()) {
      case Reply.Answered(var payload, _) -> Optional.of(payload);
      case Reply.Refused(var error, _) -> not(question, error.failure().toString());
      case Reply.Missing(var failure) -> not(question, failure.toString());
    };
  }

  private Optional<Payload> not(Question question, String because) {
    notLooked.add(gateway + " " + question.method() + ": " + because);
    return Optional.empty();
  }

  private void configuration(Payload config) {
    var path = config.text("path").map(Path::of);
    if (path.filter(known::contains).isPresent()) return;
    var effective = config.child(config.keys().contains("config") ? "config" : "resolved");
    var about = "gateway " + gateway;
    var source = Source.of(about, effective.toJson().encode());
    if (Json5.read(source) instanceof Json5.Result.Read(var root))
      OpenClawPosture.of(root, about).forEach(it -> findings.add(it.of(gateway)));
  }

  private void update(Payload status) {
    status
        .child("updateAvailable")
        .text("latestVersion")
        .ifPresent(
            latest -> add(GATEWAY_UPDATE, "release " + latest + " is there", "openclaw update"));
  }

  private void paired(Payload list, String what) {
    var paired = list.children("paired");
    if (!paired.isEmpty())
      add(
          GATEWAY_DEVICES,
          paired.size() + " paired " + what + ": " + names(paired),
          "remove those that nobody knows: openclaw " + what + " list");
    var waiting = list.children("pending");
    if (!waiting.isEmpty())
      add(
          GATEWAY_PAIRING_WAITS,
          waiting.size() + " " + what + " wait: " + names(waiting),
          "approve or reject: openclaw " + what + " list");
  }

  private static String names(List<Payload> devices) {
    return String.join(
        ", ", devices.stream().limit(8).map(GatewayPosture::name).distinct().toList());
  }

  private static String name(Payload device) {
    return device
        .text("displayName")
        .or(() -> device.text("clientId"))
        .or(() -> device.text("deviceId").map(id -> id.substring(0, Math.min(12, id.length()))))
        .orElse("without a name");
  }

  /** What OpenClaw's own audit said, as the watch of the gateway last saw it. */
  void audit(Security security) {
    switch (security) {
      case Security.NotLooked(var because) ->
          notLooked.add(gateway + " security audit: " + because);
      case Security.Audited audited -> audited.findings().forEach(this::audited);
    }
  }

  private void audited(GatewayReport.Finding finding) {
    var seen = finding.id() + ": " + finding.title();
    switch (finding.severity()) {
      case "critical" -> add(GATEWAY_AUDIT_CRITICAL, seen, finding.remediation());
      case "warn" -> add(GATEWAY_AUDIT_WARNING, seen, finding.remediation());
      default -> {} // remarks are for those who run the audit
    }
  }

  private void add(BaselineCheck check, String seen, String fix) {
    findings.add(BaselineFinding.here(check, "gateway " + gateway, seen, fix).of(gateway));
  }

  List<BaselineFinding> findings() {
    return findings;
  }

  List<String> notLooked() {
    return notLooked;
  }
}
