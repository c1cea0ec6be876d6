package dev.lifeguard.remedy;

/** What calls for a remedy by itself; a person may always. */
public sealed interface Trigger {
  /** An alert of this name, ours or one that Alertmanager tells of. */
  record Alert(String name) implements Trigger {}

  /** Any alert of ours for which the diagnosis finds this cause first. */
  record Cause(String code) implements Trigger {}

  /** An alert of this name, but only from Alertmanager. */
  record Webhook(String name) implements Trigger {}

  /** Nothing: only a person. */
  record Manual() implements Trigger {}

  /** Whether a call by this alert is meant. */
  default boolean isFor(Call call) {
    return switch (this) {
      case Alert(var name) -> call.alertName().filter(name::equals).isPresent();
      case Webhook(var name) -> call instanceof Call.ByWebhook hook && hook.name().equals(name);
      case Cause _, Manual _ -> false;
    };
  }

  /** In one word or two, as people read it. */
  default String text() {
    return switch (this) {
      case Alert(var name) -> name;
      case Cause(var code) -> "cause " + code;
      case Webhook(var name) -> "webhook " + name;
      case Manual _ -> "manual";
    };
  }
}
