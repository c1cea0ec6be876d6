package dev.lifeguard.ssh;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.SshSettings.HostKeyPolicy;
import dev.lifeguard.ssh.key.CertificateCheck;
import dev.lifeguard.ssh.key.HostKeyOffer;
import dev.lifeguard.ssh.key.HostKeyVerdict;
import dev.lifeguard.ssh.key.KeyBlob;
import dev.lifeguard.ssh.key.KnownHosts;
import dev.lifeguard.ssh.key.KnownHostsFile;
import dev.lifeguard.time.Time;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MINA's question for a host key, answered for one target by its known_hosts files and its policy:
 * set it as a session's server key verifier, one for each session. Runs on the session's thread.
 */
public final class HostKeyCheck implements ServerKeyVerifier {
  private static final Logger LOG = LoggerFactory.getLogger(HostKeyCheck.class);

  private final ResolvedTarget target;
  private final Time time;
  private final SshTrace trace;
  private volatile Optional<HostKeyVerdict> verdict = Optional.empty();
  private volatile Optional<Failure> failure = Optional.empty();

  public HostKeyCheck(ResolvedTarget target, Time time) {
    this(target, time, SshTrace.SILENT);
  }

  HostKeyCheck(ResolvedTarget target, Time time, SshTrace trace) {
    this.target = target;
    this.time = time;
    this.trace = trace;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey offered) {
    var judged = judge(offered);
    verdict = Optional.of(judged);
    failure = failure(judged, offered);
    trace.shown(new HostKeyOffer(target.hostKeys(), judged, KeyBlob.plain(offered)));
    if (failure.isEmpty() && judged instanceof HostKeyVerdict.Unknown) remember(offered);
    return failure.isEmpty();
  }

  /** Empty until the server offered its key. */
  public Optional<HostKeyVerdict> verdict() {
    return verdict;
  }

  /** Why the server was refused, with fingerprints and the line of the file. */
  public Optional<Failure> failure() {
    return failure;
  }

  private HostKeyVerdict judge(PublicKey offered) {
    var keys = target.hostKeys();
    var judged = KnownHosts.of(keys).judge(keys, offered);
    if (!(judged instanceof HostKeyVerdict.CertifiedBy(var at))) return judged;
    var allowed = AlgorithmProposal.authorities(target);
    return CertificateCheck.ofHost(
            (OpenSshCertificate) offered, keys.certificateName(), allowed, time.now())
        .<HostKeyVerdict>map(because -> new HostKeyVerdict.CertificateRefused(because, at))
        .orElse(judged);
  }

  private Optional<Failure> failure(HostKeyVerdict judged, PublicKey offered) {
    var name = target.hostKeys().name();
    return switch (judged) {
      case HostKeyVerdict.Known _, HostKeyVerdict.CertifiedBy _ -> tooShort(offered);
      case HostKeyVerdict.Unknown unknown ->
          target.hostKeys().policy() == HostKeyPolicy.ACCEPT_NEW
              ? tooShort(offered)
              : failed(Reason.HOST_KEY_UNKNOWN, unknown(unknown));
      case HostKeyVerdict.Changed(var expected, var key, var at) ->
          failed(
              Reason.HOST_KEY_CHANGED,
              name + " offers " + key + ", but " + at + " expects " + expected);
      case HostKeyVerdict.Revoked(var key, var at) ->
          failed(Reason.HOST_KEY_REVOKED, name + " offers " + key + ", revoked by " + at);
      case HostKeyVerdict.CertificateRefused(var because, var at) ->
          failed(
              Reason.CERTIFICATE_INVALID,
              "the host certificate of " + name + ", by the authority of " + at + ": " + because);
    };
  }

  private String unknown(HostKeyVerdict.Unknown unknown) {
    var files = target.hostKeys().userFiles();
    return "no key of "
        + String.join(" or ", unknown.names())
        + " in "
        + (files.isEmpty() ? "any known_hosts file" : files.getFirst())
        + "; it offers "
        + unknown.offered();
  }

  private Optional<Failure> tooShort(PublicKey offered) {
    var key =
        offered instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : offered;
    int wanted = target.algorithms().requiredRsaBits();
    if (!(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= wanted)
      return Optional.empty();
    return failed(
        Reason.HOST_KEY_ALGORITHM,
        target.hostKeys().name() + " offers an RSA key of less than " + wanted + " bits");
  }

  /** The session goes on if the file cannot be written, as with {@code ssh}. */
  private void remember(PublicKey offered) {
    var keys = target.hostKeys();
    if (keys.userFiles().isEmpty()) return;
    try {
      KnownHostsFile.append(keys, KeyBlob.plain(offered));
      LOG.info(
          "host key accepted host={} key=\"{}\" file={}",
          keys.name(),
          KeyBlob.plain(offered).described(),
          keys.userFiles().getFirst());
    } catch (IOException e) {
      LOG.warn("host key not remembered host={} because=\"{}\"", keys.name(), e.toString());
    }
  }

  private static Optional<Failure> failed(Reason reason, String detail) {
    return Optional.of(new Failure(reason, detail));
  }
}
