package dev.lifeguard.remedy.run;

import dev.lifeguard.fact.Subject;
import dev.lifeguard.remedy.Call;
import dev.lifeguard.remedy.HookResult;
import dev.lifeguard.remedy.RemedyEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an alert from outside comes to; its labels are data and nothing else. */
final class Hooks {
  /** What may name a part of a gateway: text in one line. */
  private static final int LONGEST = 200;

  private static final String NAME = "[^\\p{Cntrl}]{1," + LONGEST + "}";

  /** The labels that say what it is about; nobody reads the others. */
  private static final List<String> NAMING =
      Stream.concat(Stream.of("alertname", "gateway"), Subject.PARTS.stream()).toList();

  private final Engine engine;

  Hooks(Engine engine) {
    this.engine = engine;
  }

  HookResult hear(Hooked alert) {
    var result = take(alert);
    var now = engine.shop().now();
    var name = shown(alert.name());
    engine.shop().tell(new RemedyEvent.HookHeard(name, shown(alert.gateway()), result, now));
    return result;
  }

  private HookResult take(Hooked alert) {
    if (alert.status() == Hooked.Status.RESOLVED) {
      engine.hookOver(alert.fingerprint());
      return HookResult.RESOLVED;
    }
    if (!NAMING.stream()
        .map(label -> alert.labels().getOrDefault(label, "-"))
        .allMatch(Hooks::isName)) return HookResult.BAD_LABEL;
    var one = new Alarms.Hooked(call(alert), subject(alert), engine.shop().now());
    if (!engine.isKnown(one)) return HookResult.UNKNOWN_ALERT;
    if (!engine.admission().terms().gateways().containsKey(alert.gateway()))
      return HookResult.UNKNOWN_GATEWAY;
    return engine.hooked(one);
  }

  /** Whatever was sent, in one line that has an end. */
  private static String shown(String text) {
    var start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return start.replaceAll("\\p{Cntrl}", " ");
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
