package dev.lifeguard.ssh;

import dev.lifeguard.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.kex.extension.DefaultClientKexExtensionHandler;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.random.SingletonRandomFactory;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * MINA set up for one login. It is never started: we own the sockets, the threads and the timers,
 * and every default of MINA's that would bite is set here.
 */
final class Engine {
  /** OpenSSH rekeys AES at 64 GiB; well below what GCM's counter and RFC 4344 allow. */
  private static final long REKEY_BYTES = 32L << 30;

  private static final SingletonRandomFactory RANDOM =
      new SingletonRandomFactory(SecurityUtils.getRandomFactory());

  private Engine() {}

  /** How to prove who we are, and how the server is to. */
  record Proofs(
      AlgorithmProposal algorithms,
      ServerKeyVerifier hostKeys,
      List<UserAuthFactory> methods,
      Optional<Secret> password) {}

  static SshClient forLogin(Proofs proofs, AuthWatch watch, Windows windows) {
    var client = ClientBuilder.builder().build(true);
    var algorithms = proofs.algorithms();
    client.setCipherFactories(algorithms.ciphers());
    client.setKeyExchangeFactories(algorithms.keyExchanges());
    client.setMacFactories(algorithms.macs());
    client.setSignatureFactories(algorithms.hostKeys());
    client.setKexExtensionHandler(DefaultClientKexExtensionHandler.INSTANCE);
    client.setRandomFactory(RANDOM);
    client.setServerKeyVerifier(proofs.hostKeys());
    client.setUserAuthFactories(proofs.methods());
    client.setPublicKeyAuthenticationReporter(watch);
    client.setPasswordAuthenticationReporter(watch);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServiceFactories(List.of(watch.service(), Channels.factory(windows)));
    client.setSessionHeartbeat(HeartbeatType.NONE, Duration.ZERO);
    proofs.password().ifPresent(password -> answerWith(client, password, watch));
    setProperties(client);
    return client;
  }

  private static void setProperties(SshClient client) {
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "Lifeguard");
    CoreModuleProperties.SEND_IMMEDIATE_IDENTIFICATION.set(client, true);
    CoreModuleProperties.SEND_IMMEDIATE_KEXINIT.set(client, true);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ZERO);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    CoreModuleProperties.REKEY_BYTES_LIMIT.set(client, REKEY_BYTES);
    CoreModuleProperties.REKEY_TIME_LIMIT.set(client, Duration.ZERO);
    CoreModuleProperties.REKEY_PACKETS_LIMIT.set(client, 1L << 31);
    PropertyResolverUtils.updateProperty(
        client, CoreModuleProperties.IGNORE_MESSAGE_SIZE.getName(), 0);
  }

  private static void answerWith(SshClient client, Secret password, AuthWatch watch) {
    client.setPasswordIdentityProvider(PasswordIdentityProvider.wrapPasswords(password.reveal()));
    client.setUserInteraction(new Answers(password, watch));
  }

  /** Answers what is asked without echo with the password, and nothing else. */
  private record Answers(Secret password, AuthWatch watch) implements UserInteraction {
    @Override
    public boolean isInteractionAllowed(ClientSession session) {
      return true;
    }

    @Override
    public String[] interactive(
        ClientSession session,
        String name,
        String instruction,
        String language,
        String[] prompts,
        boolean[] echo) {
      watch.interactiveTried();
      var answers = new String[prompts.length];
      for (var i = 0; i < prompts.length; i++) answers[i] = echo[i] ? "" : password.reveal();
      return answers;
    }

    @Override
    public String getUpdatedPassword(ClientSession session, String prompt, String language) {
      watch.passwordExpired();
      return ""; // there is nobody who could think of another one: the method has failed
    }
  }
}
