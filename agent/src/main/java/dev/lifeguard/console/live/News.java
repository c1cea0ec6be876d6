package dev.lifeguard.console.live;

import dev.lifeguard.alert.AlertEvent;
import dev.lifeguard.alert.HushChanged;
import dev.lifeguard.alert.IncidentEvent;
import dev.lifeguard.baseline.BaselineLooked;
import dev.lifeguard.bus.Event;
import dev.lifeguard.config.ReloadEvent;
import dev.lifeguard.console.Shown;
import dev.lifeguard.diagnosis.CauseFound;
import dev.lifeguard.notify.NotifyEvent;
import dev.lifeguard.notify.NotifyEvent.NoticeDelivered;
import dev.lifeguard.notify.NotifyEvent.NoticeFailed;
import dev.lifeguard.notify.NotifyEvent.NoticeGivenUp;
import dev.lifeguard.path.PathEvent.PathSwitched;
import dev.lifeguard.remedy.RemedyEvent;
import dev.lifeguard.report.WrittenDown;
import dev.lifeguard.tunnel.TunnelEvent;
import dev.lifeguard.tunnel.TunnelEvent.ForwardChanged;
import dev.lifeguard.tunnel.TunnelEvent.Removed;
import dev.lifeguard.tunnel.TunnelEvent.StandbyChanged;
import dev.lifeguard.tunnel.TunnelEvent.StateChanged;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One item of the stream. Alerts and incidents are told whole, as the API shows them; of everything
 * else, what changed, so that who shows it knows what to ask for anew.
 *
 * @param type the name of the event in the stream
 */
record News(String type, JsonObject json) {

  /** What of it is told; empty when it is nothing for people. */
  static Optional<News> of(Event event) {
    return switch (event) {
      case AlertEvent alert -> Optional.of(of(alert));
      case IncidentEvent incident -> Optional.of(of(incident));
      case TunnelEvent tunnel -> of(tunnel);
      case NotifyEvent notice -> of(notice);
      case RemedyEvent remedy -> Optional.of(RemedyNews.of(remedy));
      case CauseFound found -> Optional.of(of(found));
      case PathSwitched switched ->
          Optional.of(
              new News(
                  "path",
                  new JsonObject()
                      .put("gateway", switched.gateway())
                      .put("at", text(switched.at()))));
      case WrittenDown(var incident, var at) ->
          Optional.of(
              new News("record", new JsonObject().put("incident", incident).put("at", text(at))));
      case BaselineLooked _ -> Optional.of(new News("baseline", new JsonObject()));
      case HushChanged _ -> Optional.of(new News("quiet", new JsonObject()));
      case ReloadEvent reload ->
          Optional.of(new News("reload", Shown.reload(reload).put("at", text(reload.at()))));
      default -> Optional.empty();
    };
  }

  private static News of(AlertEvent event) {
    var json =
        new JsonObject()
            .put("event", event.kind())
            .put("because", event.because())
            .put("at", text(event.at().wall()))
            .put("alert", Shown.alert(event.alert()));
    return new News("alert", json);
  }

  private static News of(IncidentEvent event) {
    var json =
        new JsonObject()
            .put("event", event.kind())
            .put("at", text(event.at().wall()))
            .put("incident", Shown.incident(event.incident()));
    return new News("incident", json);
  }

  private static News of(CauseFound event) {
    var json =
        new JsonObject()
            .put("gateway", event.gateway())
            .put("cause", event.diagnosis().causeCode())
            .put("at", text(event.at()));
    event.alert().ifPresent(alert -> json.put("alert", alert));
    event.incident().ifPresent(incident -> json.put("incident", incident));
    return new News("cause", json);
  }

  /** Single connections are for meters, not for people. */
  private static Optional<News> of(TunnelEvent event) {
    var json =
        new JsonObject()
            .put("gateway", event.tunnel().gateway())
            .put("tunnel", event.tunnel().name())
            .put("at", text(event.at()));
    return switch (event) {
      case StateChanged changed ->
          Optional.of(new News("tunnel", json.put("state", changed.to().word())));
      case ForwardChanged changed ->
          Optional.of(
              new News(
                  "tunnel",
                  json.put("forward", changed.forward()).put("status", changed.to().word())));
      case Removed _ -> Optional.of(new News("tunnel", json.put("state", "removed")));
      case StandbyChanged _ -> Optional.of(new News("tunnel", json));
      case TunnelEvent.AttemptFailed failed ->
          Optional.of(new News("tunnel", json.put("reason", failed.why().reason().code())));
      case TunnelEvent.ConnectionServed _, TunnelEvent.ConnectionCut _ -> Optional.empty();
    };
  }

  private static Optional<News> of(NotifyEvent event) {
    var json = new JsonObject().put("at", text(event.at()));
    return switch (event) {
      case NoticeDelivered told -> Optional.of(notice(json, "delivered", told.receiver()));
      case NoticeFailed failed ->
          Optional.of(
              notice(
                  json.put("reason", failed.failure().reason().code()),
                  "failed",
                  failed.receiver()));
      case NoticeGivenUp given -> Optional.of(notice(json, "given_up", given.receiver()));
      case NotifyEvent.ReceiversChanged _,
          NotifyEvent.TellingDecided _,
          NotifyEvent.ButtonPressed _,
          NotifyEvent.QueueSeen _,
          NotifyEvent.ReceiverTested _,
          NotifyEvent.DeadManPinged _ ->
          Optional.empty();
    };
  }

  private static News notice(JsonObject json, String outcome, String receiver) {
    return new News("notice", json.put("outcome", outcome).put("receiver", receiver));
  }

  private static String text(Instant at) {
    return at.toString();
  }
}
