package dev.lifeguard.probe.tailscale;

import dev.lifeguard.reason.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing about the tailnet that is wrong for the ways to gateways.
 *
 * @param evidence what was seen, one clause
 * @param fix commands, in order
 */
public record TailnetTrouble(Kind kind, String evidence, List<String> fix) {
  /** The codes are those of the causes that a diagnosis names. */
  public enum Kind {
    TAILNET_STOPPED(Reason.TAILNET_STOPPED),
    TAILNET_KEY_EXPIRED(Reason.TAILNET_KEY_EXPIRED),
    TAILNET_PEER_OFFLINE(Reason.TAILNET_PEER_OFFLINE),
    TAILNET_SERVE_GONE(Reason.TAILNET_SERVE_GONE),
    /** For a person: it keeps nobody from the gateway, as yet. */
    TAILNET_KEY_EXPIRES_SOON,
    /** For a person: it lets too many to the gateway. */
    TAILNET_FUNNEL_OPEN;

    private final Optional<Reason> reason;

    Kind() {
      this.reason = Optional.empty();
    }

    Kind(Reason reason) {
      this.reason = Optional.of(reason);
    }

    /** Why nobody gets to the gateway; empty when somebody still does. */
    public Optional<Reason> reason() {
      return reason;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TailnetTrouble {
    fix = List.copyOf(fix);
  }

  static TailnetTrouble of(Kind kind, String evidence, String... fix) {
    return new TailnetTrouble(kind, evidence, List.of(fix));
  }
}
