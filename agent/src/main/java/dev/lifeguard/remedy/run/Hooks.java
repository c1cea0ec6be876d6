package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RemedyEvent;
import java.util.Optional;
import java.util.TreeMap;

/** What an alert from outside comes to; its labels are data and nothing else. */
final class Hooks {
  /** What may name a part of a gateway: text in one line. */
  private static final String NAME = "[^\\p{Cntrl}]{1,200}";

  private final Engine engine;

  Hooks(Engine engine) {
    this.engine = engine;
  }

  HookResult hear(Hooked alert) {
    var result = take(alert);
    var now = engine.shop().now();
    engine.shop().tell(new RemedyEvent.HookHeard(alert.name(), alert.gateway(), result, now));
    return result;
  }

  private HookResult take(Hooked alert) {
    if (alert.status() == Hooked.Status.RESOLVED) {
      engine.hookOver(alert.fingerprint());
      return HookResult.RESOLVED;
    }
    if (Subject.PARTS.stream().anyMatch(part -> !isName(alert.labels().getOrDefault(part, "-"))))
      return HookResult.BAD_LABEL;
    var one = new Alarms.Hooked(call(alert), subject(alert), engine.shop().now());
    if (!engine.isKnown(one)) return HookResult.UNKNOWN_ALERT;
    if (!engine.admission().terms().gateways().containsKey(alert.gateway()))
      return HookResult.UNKNOWN_GATEWAY;
    return engine.hooked(one) ? HookResult.ACCEPTED : HookResult.DUPLICATE;
  }

  private static boolean isName(String text) {
    return text.matches(NAME);
  }

  private static Call.ByWebhook call(Hooked alert) {
    return new Call.ByWebhook(alert.fingerprint(), alert.name(), alert.startsAt());
  }

  /** Only labels of the closed set say what within the gateway it is about. */
  private static Subject subject(Hooked alert) {
    var labels = new TreeMap<String, String>();
    for (var name : Subject.PARTS)
      Optional.ofNullable(alert.labels().get(name)).ifPresent(value -> labels.put(name, value));
    return new Subject(alert.gateway(), labels);
  }
}
