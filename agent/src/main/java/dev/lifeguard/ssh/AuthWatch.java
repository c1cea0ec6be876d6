package dev.lifeguard.ssh;

import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientUserAuthService;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Sees what was offered in a login and what became of it, so that a failure can be told apart. */
final class AuthWatch implements PublicKeyAuthenticationReporter, PasswordAuthenticationReporter {
  private final SshTrace trace;
  private final List<String> rejectedKeys = new CopyOnWriteArrayList<>();
  private volatile Optional<String> acceptedKey = Optional.empty();
  private volatile boolean passwordTried;
  private volatile boolean passwordAnswered;
  private volatile boolean waits;
  private volatile boolean exhausted;
  private volatile boolean partly;
  private volatile boolean passwordExpired;
  private volatile List<String> offered = List.of();

  AuthWatch(SshTrace trace) {
    this.trace = trace;
  }

  /** Fingerprints, in the order of trying. */
  List<String> rejectedKeys() {
    return List.copyOf(rejectedKeys);
  }

  /** What became of the password, when one was tried and the server lived to say so. */
  Optional<String> passwordRefused() {
    if (!passwordAnswered && !passwordExpired) return Optional.empty();
    return Optional.of(
        passwordExpired
            ? "the password has expired: the server demands a new one"
            : "the server refuses the password");
  }

  /** The key that the server knew, whether the login then succeeded or not. */
  Optional<String> acceptedKey() {
    return acceptedKey;
  }

  /** The methods that the server would go on with, as it last said; empty when it said nothing. */
  List<String> offered() {
    return offered;
  }

  /** Whether the server took what was last tried, and demands more. */
  boolean partly() {
    return partly;
  }

  /** Whether the login ended before all was tried and answered: then nothing was refused by it. */
  boolean unanswered() {
    return waits || offered.isEmpty() || !exhausted;
  }

  /** Why MINA gave up: for want of further methods, or because the session was lost. */
  void over(@Nullable Throwable because) {
    exhausted =
        because instanceof SshException refused
            && refused.getDisconnectCode()
                == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, KeyPair key, String signature) {
    waits = true;
    trace.tell("offering key " + KeyUtils.getFingerPrint(key.getPublic()) + " as " + signature);
  }

  @Override
  public void signalSignatureAttempt(
      ClientSession session, String service, KeyPair key, String signature, byte[] bytes) {
    acceptedKey = Optional.of(KeyUtils.getFingerPrint(key.getPublic()));
    trace.tell("the server knows this key: signed with it");
    trace.accepted(KeyUtils.getFingerPrint(key.getPublic()));
  }

  @Override
  public void signalAuthenticationFailure(
      ClientSession session, String service, KeyPair key, boolean partial, List<String> methods) {
    if (key == null || partial) return;
    var fingerprint = KeyUtils.getFingerPrint(key.getPublic());
    if (!rejectedKeys.contains(fingerprint)) rejectedKeys.add(fingerprint);
    trace.tell("key rejected");
  }

  @Override
  public void signalAuthenticationAttempt(
      ClientSession session, String service, String old, boolean modified, String changed) {
    waits = true;
    passwordTried = true;
    trace.tell("sending the password");
  }

  @Override
  public void signalAuthenticationExhausted(ClientSession session, String service) {
    trace.tell("nothing further to try");
  }

  void passwordExpired() {
    passwordExpired = true;
    trace.tell("the server demands a new password");
  }

  void interactiveTried() {
    waits = true;
    passwordTried = true;
    trace.tell("answering the server's questions");
  }

  /** The authentication service of one login, watched. */
  ServiceFactory service() {
    return new ServiceFactory() {
      @Override
      public String getName() {
        return "ssh-userauth";
      }

      @Override
      public Service create(Session session) {
        return new Watched(session);
      }
    };
  }

  private final class Watched extends ClientUserAuthService {
    Watched(Session session) {
      super(session);
    }

    @Override
    protected void processUserAuth(
        int command, Buffer buffer, org.apache.sshd.client.future.AuthFuture future)
        throws Exception {
      if (command == SshConstants.SSH_MSG_USERAUTH_FAILURE) hear(buffer);
      super.processUserAuth(command, buffer, future);
    }

    /** Before MINA acts on it: it may be the last that is said. */
    private void hear(Buffer buffer) {
      var start = buffer.rpos();
      offered = List.of(buffer.getString().split(","));
      partly |= buffer.getBoolean();
      passwordAnswered |= passwordTried;
      waits = false;
      buffer.rpos(start);
      trace.tell("the server would go on with " + offered);
    }
  }
}
