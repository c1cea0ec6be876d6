package dev.lifeguard.ssh.key;

import dev.lifeguard.reason.Failure;
import dev.lifeguard.reason.Reason;
import dev.lifeguard.ssh.config.ResolvedTarget;
import dev.lifeguard.ssh.config.ResolvedTarget.Credentials;
import dev.lifeguard.ssh.config.ResolvedTarget.IdentityFile;
import dev.lifeguard.ssh.key.KeyAgent.AgentKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/** Collects for one login what can be offered: certificates, keys in the agent, keys in files. */
final class IdentityGathering {
  private static final String CERTIFICATE = "-cert.pub";

  private final ResolvedTarget target;
  private final Instant now;
  private final Credentials credentials;
  private final Map<KeyBlob, AgentKey> inAgent = new LinkedHashMap<>();
  private final Map<KeyBlob, LoadedKey> inFiles = new LinkedHashMap<>();
  private final Set<KeyBlob> named = new LinkedHashSet<>();
  private final Map<KeyBlob, PublicKeyIdentity> offered = new LinkedHashMap<>();
  private final List<Failure> problems = new ArrayList<>();
  private Optional<Failure> agentProblem = Optional.empty();

  IdentityGathering(ResolvedTarget target, Instant now) {
    this.target = target;
    this.now = now;
    this.credentials = target.credentials();
  }

  IdentitySet gather() {
    askAgent();
    credentials.identities().forEach(this::find);
    certificates().forEach(this::offerCertificate);
    inAgent.values().stream().filter(this::isNamed).forEach(this::offerFromAgent);
    if (!credentials.identitiesOnly()) inAgent.values().forEach(this::offerFromAgent);
    inFiles.values().forEach(key -> offer(new FileIdentity(key.pair(), key.file())));
    return new IdentitySet(List.copyOf(offered.values()), allProblems());
  }

  private void askAgent() {
    if (credentials.agent().isEmpty()) return;
    switch (new KeyAgent(credentials.agent().get()).list()) {
      case KeyAgent.Listing.Failed(var failure) -> agentProblem = Optional.of(failure);
      case KeyAgent.Listing.Keys(var keys) -> {
        for (var key : keys) inAgent.put(key.blob(), key);
        if (keys.isEmpty())
          agentProblem =
              Optional.of(
                  new Failure(
                      Reason.AGENT_EMPTY,
                      "the ssh-agent at " + credentials.agent().get() + " holds no keys"));
      }
    }
  }

  /** A key that the agent holds is not opened here: it may be encrypted, or be gone. */
  private void find(IdentityFile identity) {
    var known = PublicKeyFile.of(identity.file());
    known.ifPresent(named::add);
    if (known.filter(inAgent::containsKey).isPresent()) return;
    if (!identity.asked() && !Files.exists(identity.file())) return;
    switch (PrivateKeyFile.load(identity.file(), credentials.passphrase())) {
      case KeyOutcome.Failed(var failure) -> problems.add(failure);
      case KeyOutcome.Loaded(var key) -> {
        var blob = KeyBlob.of(key.pair().getPublic());
        named.add(blob);
        if (!inAgent.containsKey(blob)) inFiles.put(blob, key);
      }
    }
  }

  private List<Path> certificates() {
    if (!credentials.certificates().isEmpty()) return credentials.certificates();
    return credentials.identities().stream()
        .map(identity -> PublicKeyFile.beside(identity.file(), CERTIFICATE))
        .filter(Files::exists)
        .toList();
  }

  private void offerCertificate(Path file) {
    var read = PublicKeyFile.read(file).flatMap(KeyBlob::publicKey);
    if (read.isEmpty() || !(read.get() instanceof OpenSshCertificate certificate)) {
      problem(Reason.CERTIFICATE_INVALID, file + " is no SSH certificate");
      return;
    }
    var refused = CertificateCheck.ofUser(certificate, now);
    if (refused.isPresent()) {
      problem(Reason.CERTIFICATE_INVALID, file + ": " + refused.get());
      return;
    }
    var key = KeyBlob.plain(certificate);
    if (inAgent.containsKey(key)) offer(new AgentIdentity(agent(), key, certificate));
    else if (inFiles.containsKey(key)) offer(certified(inFiles.get(key), certificate));
    else problem(Reason.CERTIFICATE_INVALID, file + ": no private key for it is at hand");
    hint(file, certificate);
  }

  /** sshd may map principals to users, so that only a refusal tells that they do not fit. */
  private void hint(Path file, OpenSshCertificate certificate) {
    var principals = certificate.getPrincipals();
    if (!principals.contains(target.login().user()))
      problem(
          Reason.CERTIFICATE_INVALID,
          file + " is for " + principals + ", not for " + target.login().user());
  }

  private FileIdentity certified(LoadedKey key, OpenSshCertificate certificate) {
    return new FileIdentity(new KeyPair(certificate, key.pair().getPrivate()), key.file());
  }

  private boolean isNamed(AgentKey key) {
    if (named.contains(key.blob())) return true;
    return key.blob().publicKey().map(KeyBlob::plain).filter(named::contains).isPresent();
  }

  private void offerFromAgent(AgentKey key) {
    key.blob()
        .publicKey()
        .ifPresent(publicKey -> offer(new AgentIdentity(agent(), key.blob(), publicKey)));
  }

  private void offer(PublicKeyIdentity identity) {
    var key = identity.getKeyIdentity().getPublic();
    if (isTooShort(key)) {
      var wanted = target.algorithms().requiredRsaBits();
      problem(Reason.KEY_INVALID, identity + ": RSA keys must have at least " + wanted + " bits");
      return;
    }
    offered.putIfAbsent(KeyBlob.of(key), identity);
  }

  private boolean isTooShort(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() < target.algorithms().requiredRsaBits();
  }

  private KeyAgent agent() {
    return new KeyAgent(credentials.agent().orElseThrow());
  }

  private void problem(Reason reason, String detail) {
    problems.add(new Failure(reason, detail));
  }

  private List<Failure> allProblems() {
    var all = new ArrayList<>(problems);
    agentProblem.ifPresent(all::add);
    if (offered.isEmpty() && all.isEmpty())
      all.add(
          new Failure(
              Reason.KEY_MISSING,
              "there is no key to offer: no ssh-agent, and none of " + files()));
    return all;
  }

  private String files() {
    var files = credentials.identities().stream().map(IdentityFile::file).map(Path::toString);
    return String.join(", ", files.toList());
  }
}
