package dev.lifeguard.tunnel;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.tunnel.TunnelSettings.Direction;
import dev.lifeguard.tunnel.TunnelView.ForwardView;
import java.time.Duration;
import java.util.Locale;

/** A tunnel in one line, for a terminal. Pure. */
public final class StatusLine {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private StatusLine() {}

  /** How it stands, what it carries, how often it was replaced. */
  public static String of(TunnelView view) {
    var up = view.forwards().stream().mapToLong(ForwardView::up).sum();
    var down = view.forwards().stream().mapToLong(ForwardView::down).sum();
    var open = view.forwards().stream().mapToInt(it -> it.connections().open()).sum();
    var held = view.forwards().stream().mapToInt(it -> it.connections().held()).sum();
    var line =
        new StringBuilder(view.state().word())
            .append(' ')
            .append(time(view.inState()))
            .append(" · ")
            .append(open)
            .append(" open");
    if (held > 0) line.append(", ").append(held).append(" held");
    line.append(" · ↑ ").append(bytes(up)).append(" ↓ ").append(bytes(down));
    var reconnects = view.state().life().reconnects();
    if (reconnects > 0) line.append(" · replaced ").append(reconnects).append('×');
    why(view).ifPresent(failure -> line.append(" · ").append(failure));
    return line.toString();
  }

  /** One forward: from where to where, and whether it listens. */
  public static String of(ForwardView forward) {
    var arrow =
        forward.direction() == Direction.LOCAL
            ? at(forward, forward.local()) + " → " + forward.remote()
            : at(forward, forward.remote()) + " over there → " + forward.local();
    return switch (forward.status()) {
      case ForwardStatus.Listening _ -> arrow;
      case ForwardStatus.Closed _ -> arrow + " (closed)";
      case ForwardStatus.Broken(var why) -> arrow + " (" + why + ")";
    };
  }

  private static String at(ForwardView forward, TunnelSettings.Endpoint configured) {
    return forward.status() instanceof ForwardStatus.Listening(var at)
        ? at.toString()
        : configured.toString();
  }

  private static java.util.Optional<Failure> why(TunnelView view) {
    return Narrator.reason(view.state());
  }

  static String bytes(long bytes) {
    var unit = 0;
    double value = bytes;
    for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  static String time(Duration time) {
    var seconds = time.toSeconds();
    if (seconds < 60) return seconds + " s";
    if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
    return time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
