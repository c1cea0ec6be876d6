package dev.lifeguard.alert;

import dev.lifeguard.bus.Event;
import dev.lifeguard.time.Moment;

/** The life of an incident. Told, as alerts are, once it was written down. */
public sealed interface IncidentEvent extends Event {
  Incident incident();

  Moment at();

  /** Told right before the alert that opens it fires. */
  record IncidentOpened(Incident incident, Moment at) implements IncidentEvent {}

  /** Another alert belongs to it. */
  record IncidentGrew(Incident incident, Moment at) implements IncidentEvent {}

  /** Another alert is taken for the root: one that lies further out, or the next when it ended. */
  record IncidentRerooted(Incident incident, Moment at) implements IncidentEvent {}

  /** It turned out to be part of another one: of the host that its gateway is reached through. */
  record IncidentAbsorbed(Incident incident, String by, Moment at) implements IncidentEvent {}

  /** All of its alerts are resolved. */
  record IncidentClosed(Incident incident, Moment at) implements IncidentEvent {}

  /** One word for logs, tables and metrics. */
  default String kind() {
    return switch (this) {
      case IncidentOpened _ -> "opened";
      case IncidentGrew _ -> "grew";
      case IncidentRerooted _ -> "rerooted";
      case IncidentAbsorbed _ -> "absorbed";
      case IncidentClosed _ -> "closed";
    };
  }

  /** What a timeline says of it. */
  default String text() {
    return switch (this) {
      case IncidentOpened(var incident, _) -> "opened by " + incident.members().getFirst();
      case IncidentGrew(var incident, _) -> "joined by " + incident.members().getLast();
      case IncidentRerooted(var incident, _) -> "root is " + incident.rootMember();
      case IncidentAbsorbed(_, var by, _) -> "is part of incident " + by;
      case IncidentClosed _ -> "all alerts are resolved";
    };
  }
}
