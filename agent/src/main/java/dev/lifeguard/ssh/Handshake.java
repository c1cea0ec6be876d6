package dev.lifeguard.ssh;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * What is seen of one SSH connection from its first byte to its end. Written by the thread that
 * handles the connection, read by any.
 */
final class Handshake implements SessionListener {
  /** The two sides' lists of algorithms, as each would have them. */
  record Offers(Map<KexProposalOption, String> ours, Map<KexProposalOption, String> theirs) {
    Offers {
      ours = Map.copyOf(ours);
      theirs = Map.copyOf(theirs);
    }
  }

  /** The peer said good-bye, and why. */
  record Farewell(int code, String message) {}

  private final CompletableFuture<String> version = new CompletableFuture<>();
  private final CompletableFuture<Void> keys = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<String> linesBefore = new CopyOnWriteArrayList<>();
  private volatile Optional<Offers> mismatch = Optional.empty();
  private volatile Optional<Farewell> farewell = Optional.empty();
  private volatile Optional<Throwable> cause = Optional.empty();
  private volatile Map<KexProposalOption, String> agreed = Map.of();

  /** Completes with the server's identification. */
  CompletableFuture<String> version() {
    return version;
  }

  /** Completes when the first key exchange is over. */
  CompletableFuture<Void> keys() {
    return keys;
  }

  /** Completes when the connection is over, whatever was reached before. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** What the peer said before, or instead of, its identification. */
  List<String> linesBefore() {
    return List.copyOf(linesBefore);
  }

  Optional<Offers> mismatch() {
    return mismatch;
  }

  Optional<Farewell> farewell() {
    return farewell;
  }

  Optional<Throwable> cause() {
    return cause;
  }

  Map<KexProposalOption, String> agreed() {
    return agreed;
  }

  /** What was agreed on, for people; both directions are the same with every server of today. */
  String agreement() {
    return "key exchange %s, host key %s, cipher %s, MAC %s, compression %s"
        .formatted(
            agreed.get(KexProposalOption.ALGORITHMS),
            agreed.get(KexProposalOption.SERVERKEYS),
            agreed.get(KexProposalOption.S2CENC),
            agreed.get(KexProposalOption.S2CMAC),
            agreed.get(KexProposalOption.S2CCOMP));
  }

  /** Keeps the first cause: what follows from it says less. */
  synchronized void because(Throwable first) {
    if (cause.isEmpty()) cause = Optional.of(first);
  }

  @Override
  public void sessionPeerIdentificationLine(Session session, String line, List<String> before) {
    if (linesBefore.size() < 20) linesBefore.add(line);
  }

  @Override
  public void sessionPeerIdentificationReceived(
      Session session, String identification, List<String> before) {
    version.complete(identification);
  }

  @Override
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      Map<KexProposalOption, String> result,
      Throwable failed) {
    if (failed == null) agreed = Map.copyOf(result);
    else mismatch = Optional.of(new Offers(ours, theirs));
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.KeyEstablished) keys.complete(null);
  }

  @Override
  public void sessionDisconnect(
      Session session, int code, String message, String language, boolean byUs) {
    if (!byUs && farewell.isEmpty()) farewell = Optional.of(new Farewell(code, message));
  }

  @Override
  public void sessionException(Session session, Throwable failed) {
    because(failed);
  }

  @Override
  public void sessionClosed(Session session) {
    ended.complete(null);
  }
}
