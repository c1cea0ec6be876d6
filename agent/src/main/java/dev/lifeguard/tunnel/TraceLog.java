package dev.lifeguard.tunnel;

import dev.lifeguard.ssh.SshTrace;
import dev.lifeguard.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one session comes about, line by line, to be read while it does: what {@code ssh -vvv} gives,
 * but legible. Written and read by any thread.
 */
public final class TraceLog implements SshTrace {
  /** A server that cannot be reached for hours must not fill the memory. */
  private static final int MOST = 1_000;

  /** So long after the beginning, this happened. */
  public record Line(Duration at, String text) {}

  /**
   * What has come since the last asking.
   *
   * @param ended no more will come
   * @param reached it has ended with a session
   */
  public record Page(List<Line> lines, boolean ended, boolean reached) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  private final Time time;
  private final long begun;
  private final List<Line> lines = new ArrayList<>();
  private boolean ended;
  private boolean reached;

  TraceLog(Time time) {
    this.time = time;
    this.begun = time.nanos();
  }

  @Override
  public synchronized void tell(String text) {
    if (lines.size() < MOST && !ended) lines.add(new Line(time.since(begun), text));
  }

  /** The lines from that number on; the first one is number 0. */
  public synchronized Page from(int number) {
    return new Page(lines.subList(Math.min(number, lines.size()), lines.size()), ended, reached);
  }

  /** It has come to a session. */
  synchronized void reached(String text) {
    reached = !ended;
    end(text);
  }

  /** No more is to be told. */
  synchronized void end(String text) {
    if (ended) return;
    lines.add(new Line(time.since(begun), text));
    ended = true;
  }
}
