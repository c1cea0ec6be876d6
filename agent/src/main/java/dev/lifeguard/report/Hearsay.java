package dev.lifeguard.report;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.bus.Subscription;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.diagnosis.DiagnosisJson;
import dev.lifeguard.notify.NotifyEvent.TellingDecided;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.report.Entry.Kind;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Puts into words what other rooms tell: what was found, done, and said to people. */
final class Hearsay {
  /** What an entry concerns. */
  sealed interface About {
    record OneAlert(String alert) implements About {}

    record OneGateway(String gateway) implements About {}

    /** A run is often proved a moment after the incident that it was for is over. */
    record OneRun(String alert, String gateway) implements About {}

    default List<String> incidents(Cases cases) {
      return switch (this) {
        case OneRun(var alert, var gateway) ->
            Stream.concat(cases.of(alert).stream(), cases.about(gateway).stream())
                .distinct()
                .toList();
        case OneAlert(var alert) -> cases.of(alert).stream().toList();
        case OneGateway(var gateway) -> cases.about(gateway);
      };
    }
  }

  List<Subscription> listen(Bus bus, BiConsumer<About, Entry> heard) {
    return List.of(
        bus.on(
            TellingDecided.class,
            told -> heard.accept(new About.OneAlert(told.telling().alert()), told(told))),
        bus.on(CauseFound.class, found -> heard.accept(about(found), cause(found))),
        bus.on(
            RemedyEvent.class,
            event ->
                RemedyTold.entry(event)
                    .ifPresent(entry -> heard.accept(RemedyTold.about(event), entry))));
  }

  private static About about(CauseFound found) {
    return found
        .alert()
        .<About>map(About.OneAlert::new)
        .orElseGet(() -> new About.OneGateway(found.gateway()));
  }

  private static Entry cause(CauseFound found) {
    var diagnosis = found.diagnosis();
    var text =
        diagnosis.findings().stream()
            .findFirst()
            .map(
                first ->
                    first.cause()
                        + " ("
                        + first.confidence().code()
                        + "): "
                        + String.join("; ", first.speaksFor()))
            .orElse(diagnosis.causeCode());
    return new Entry(found.at(), Kind.CAUSE, text, DiagnosisJson.write(diagnosis));
  }

  private static Entry told(TellingDecided event) {
    var telling = event.telling();
    var whom = telling.receiver().isEmpty() ? "" : " " + telling.receiver();
    var detail =
        new JsonObject()
            .put("alert", telling.alert())
            .put("occasion", code(telling.occasion()))
            .put("outcome", code(telling.outcome()))
            .put("receiver", telling.receiver());
    return new Entry(
        event.at(),
        Kind.TOLD,
        code(telling.outcome())
            + whom
            + " ("
            + code(telling.occasion())
            + "): "
            + telling.because(),
        detail);
  }

  private static String code(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
