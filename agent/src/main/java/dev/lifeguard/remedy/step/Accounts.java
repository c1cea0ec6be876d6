package dev.lifeguard.remedy.step;

import dev.lifeguard.config.Nearest;
import dev.lifeguard.gateway.Payload;
import dev.lifeguard.reason.FailedException;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.remedy.Masking;
import dev.lifeguard.remedy.Scene;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The channel accounts that a gateway really has. It takes any name and makes a phantom account of
 * a wrong one, so nothing is asked of an account before it was found here.
 */
public final class Accounts {
  private static final Duration PROBE = Duration.ofSeconds(5);

  /**
   * One account, as the gateway describes it now.
   *
   * @param alone whether it is the only one of its channel
   */
  public record Account(String channel, String id, Payload state, boolean alone) {
    public JsonObject params() {
      return new JsonObject().put("channel", channel).put("accountId", id);
    }

    public String lifecycle() {
      return state.text("lifecycle").orElse("unknown");
    }

    public boolean enabled() {
      return state.flag("enabled").orElse(true);
    }

    @Override
    public String toString() {
      return channel + "/" + id;
    }
  }

  private Accounts() {}

  /** The one that the step names, or else the alert. Fails with a FailedException. */
  public static Account of(Scene scene, Control control) throws InterruptedException {
    var channel = named(scene, "channel");
    if (channel.isEmpty())
      throw missing("no channel is named, and the alert is about none; give `channel`");
    var status = control.read("channels.status", new JsonObject());
    var channels = status.child("channelAccounts");
    if (!channels.keys().contains(channel.get()))
      throw missing(unknown("channel", channel.get(), List.copyOf(channels.keys())));
    var accounts = channels.children(channel.get());
    var wanted = named(scene, "account").or(() -> usual(status, channel.get()));
    var ids = accounts.stream().flatMap(one -> one.text("accountId").stream()).toList();
    return accounts.stream()
        .filter(one -> one.text("accountId").equals(wanted))
        .findFirst()
        .map(one -> new Account(channel.get(), wanted.orElseThrow(), one, accounts.size() == 1))
        .orElseThrow(() -> missing(unknown("account", wanted.orElse(""), ids)));
  }

  /** What is wrong at the channel's own service, as the gateway finds out now; empty: nothing. */
  public static Optional<String> troubleWithService(Control control, Account account)
      throws InterruptedException {
    var asked =
        new JsonObject()
            .put("probe", true)
            .put("channel", account.channel())
            .put("timeoutMs", PROBE.toMillis());
    return control
        .read("channels.status", asked)
        .child("channelAccounts")
        .children(account.channel())
        .stream()
        .filter(one -> one.text("accountId").equals(Optional.of(account.id())))
        .map(one -> one.child("probe"))
        .filter(probe -> !probe.flag("ok").orElse(true))
        .map(Accounts::said)
        .findFirst();
  }

  private static String said(Payload probe) {
    var status = probe.whole("status").map(code -> ", status " + code).orElse("");
    var error = probe.text("error").orElse("its live probe fails");
    return Masking.output(error).lines().findFirst().orElse("") + status;
  }

  private static Optional<String> named(Scene scene, String what) {
    return scene.step().text(what).or(() -> alerted(scene, what));
  }

  /** An alert's account belongs to the alert's channel, and to no other. */
  private static Optional<String> alerted(Scene scene, String what) {
    var other =
        scene.step().text("channel").filter(it -> !scene.label("channel").equals(Optional.of(it)));
    return other.isPresent() ? Optional.empty() : scene.label(what);
  }

  private static Optional<String> usual(Payload status, String channel) {
    return status.child("channelDefaultAccountId").text(channel);
  }

  private static String unknown(String what, String name, List<String> known) {
    var near = Nearest.suggestion(name, known);
    return "the gateway has no %s \"%s\"; %s"
        .formatted(what, name, near.isEmpty() ? "it has: " + String.join(", ", known) : near);
  }

  private static FailedException missing(String detail) {
    return new FailedException(Reason.REQUEST_REJECTED, detail);
  }
}
