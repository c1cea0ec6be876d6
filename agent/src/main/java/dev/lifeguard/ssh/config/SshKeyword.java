package dev.lifeguard.ssh.config;

import static dev.lifeguard.ssh.config.SshKeyword.Treatment.*;
import static dev.lifeguard.ssh.config.ValueForm.*;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every keyword of ssh_config(5), what its value must look like and what becomes of it here; {@code
 * docs/ssh.md} is held against this list.
 */
enum SshKeyword {
  // structure
  HOST("Host", LIST, HONOURED, ""),
  MATCH("Match", ANYTHING, HONOURED, "but `exec`, `localnetwork` and `version`, which never match"),
  INCLUDE("Include", LIST, HONOURED, "with `~` and `${ENV}`, without %-tokens"),
  IGNORE_UNKNOWN("IgnoreUnknown", TEXT, HONOURED, ""),
  TAG("Tag", TEXT, HONOURED, ""),
  REFUSE_CONNECTION("RefuseConnection", TEXT, HONOURED, ""),

  // who, where, which way
  HOST_NAME("HostName", TEXT, HONOURED, ""),
  USER("User", TEXT, HONOURED, ""),
  PORT("Port", ValueForm.PORT, HONOURED, ""),
  ADDRESS_FAMILY("AddressFamily", FAMILY, HONOURED, ""),
  BIND_ADDRESS("BindAddress", TEXT, HONOURED, ""),
  PROXY_JUMP("ProxyJump", JUMP, HONOURED, "in this process, not by further `ssh` processes"),
  PROXY_COMMAND("ProxyCommand", COMMAND, HONOURED, ""),
  CONNECT_TIMEOUT("ConnectTimeout", TIME, HONOURED, "10 s if not set"),
  TCP_KEEP_ALIVE("TCPKeepAlive", FLAG, HONOURED, "", "KeepAlive"),
  SERVER_ALIVE_INTERVAL(
      "ServerAliveInterval", TIME, HONOURED, "5 s if not set or 0: a session is never unwatched"),
  SERVER_ALIVE_COUNT_MAX("ServerAliveCountMax", NUMBER, HONOURED, "2 if no interval is set"),

  // our keys
  IDENTITY_FILE("IdentityFile", TEXT, HONOURED, "", "IdentityFile2"),
  CERTIFICATE_FILE("CertificateFile", TEXT, HONOURED, ""),
  IDENTITIES_ONLY("IdentitiesOnly", FLAG, HONOURED, ""),
  IDENTITY_AGENT("IdentityAgent", AGENT, HONOURED, ""),
  PREFERRED_AUTHENTICATIONS("PreferredAuthentications", TEXT, HONOURED, ""),
  PUBKEY_AUTHENTICATION("PubkeyAuthentication", PUBLIC_KEY, HONOURED, "", "DSAAuthentication"),
  PASSWORD_AUTHENTICATION(
      "PasswordAuthentication", FLAG, HONOURED, "used only if a password is configured"),
  KBD_INTERACTIVE_AUTHENTICATION(
      "KbdInteractiveAuthentication",
      FLAG,
      HONOURED,
      "used only if a password is configured",
      "ChallengeResponseAuthentication",
      "SKeyAuthentication",
      "TISAuthentication"),
  BATCH_MODE("BatchMode", FLAG, HONOURED, "always as `yes`: nobody is asked"),

  // the server's key
  STRICT_HOST_KEY_CHECKING(
      "StrictHostKeyChecking",
      STRICT,
      HONOURED,
      "`ask` is strict; `no` and `off` are `accept-new`, with a warning"),
  USER_KNOWN_HOSTS_FILE("UserKnownHostsFile", LIST_OR_NONE, HONOURED, ""),
  GLOBAL_KNOWN_HOSTS_FILE("GlobalKnownHostsFile", LIST_OR_NONE, HONOURED, ""),
  HOST_KEY_ALIAS("HostKeyAlias", TEXT, HONOURED, ""),
  HASH_KNOWN_HOSTS("HashKnownHosts", FLAG, HONOURED, ""),

  // algorithms
  CIPHERS("Ciphers", ValueForm.CIPHERS, HONOURED, "of those that we speak"),
  MACS("MACs", ValueForm.MACS, HONOURED, "of those that we speak"),
  KEX_ALGORITHMS("KexAlgorithms", KEX, HONOURED, "of those that we speak"),
  HOST_KEY_ALGORITHMS("HostKeyAlgorithms", KEYS, HONOURED, "of those that we speak"),
  PUBKEY_ACCEPTED_ALGORITHMS(
      "PubkeyAcceptedAlgorithms",
      KEYS,
      HONOURED,
      "of those that we speak",
      "PubkeyAcceptedKeyTypes"),
  CA_SIGNATURE_ALGORITHMS("CASignatureAlgorithms", KEYS, HONOURED, "of those that we speak"),
  REQUIRED_RSA_SIZE("RequiredRSASize", NUMBER, HONOURED, ""),

  // forwards
  LOCAL_FORWARD("LocalForward", ValueForm.LOCAL_FORWARD, HONOURED, "by `lifeguard tunnel up`"),
  REMOTE_FORWARD("RemoteForward", ValueForm.REMOTE_FORWARD, HONOURED, "by `lifeguard tunnel up`"),
  CLEAR_ALL_FORWARDINGS("ClearAllForwardings", FLAG, HONOURED, ""),

  // what makes a difference, and is not done: said aloud
  CANONICALIZE_HOSTNAME("CanonicalizeHostname", CANONICAL, WARNED, "names are dialled as given"),
  KNOWN_HOSTS_COMMAND("KnownHostsCommand", COMMAND, WARNED, "only files are asked for host keys"),
  REVOKED_HOST_KEYS(
      "RevokedHostKeys", LIST_OR_NONE, WARNED, "use `@revoked` lines in a known_hosts file"),
  CHECK_HOST_IP("CheckHostIP", FLAG, WARNED, "host keys are looked up by name only"),
  VERIFY_HOST_KEY_DNS("VerifyHostKeyDNS", ASK, WARNED, "SSHFP records are not asked"),
  NO_HOST_AUTHENTICATION_FOR_LOCALHOST(
      "NoHostAuthenticationForLocalhost", FLAG, WARNED, "localhost proves itself like any server"),
  HOSTBASED_AUTHENTICATION("HostbasedAuthentication", FLAG, WARNED, "not spoken"),
  PKCS11_PROVIDER("PKCS11Provider", TEXT, WARNED, "load it into the ssh-agent", "SmartcardDevice"),
  SECURITY_KEY_PROVIDER("SecurityKeyProvider", TEXT, WARNED, "load it into the ssh-agent"),
  BIND_INTERFACE("BindInterface", TEXT, WARNED, "use BindAddress"),
  PROXY_USE_FDPASS("ProxyUseFdpass", FLAG, WARNED, "the command's streams are the connection"),
  DYNAMIC_FORWARD("DynamicForward", ValueForm.DYNAMIC_FORWARD, WARNED, "there is no SOCKS server"),
  VERSION_ADDENDUM("VersionAddendum", COMMAND, NOTED, "our own version is sent"),

  // what makes none here
  GSSAPI_AUTHENTICATION("GSSAPIAuthentication", FLAG, NOTED, "not spoken"),
  GSSAPI_DELEGATE_CREDENTIALS("GSSAPIDelegateCredentials", FLAG, NOTED, "not spoken"),
  GSSAPI_KEY_EXCHANGE("GSSAPIKeyExchange", FLAG, NOTED, "not spoken"),
  GSSAPI_TRUST_DNS("GSSAPITrustDns", FLAG, NOTED, "not spoken"),
  GSSAPI_RENEWAL_FORCES_REKEY("GSSAPIRenewalForcesRekey", FLAG, NOTED, "not spoken"),
  GSSAPI_CLIENT_IDENTITY("GSSAPIClientIdentity", TEXT, NOTED, "not spoken"),
  GSSAPI_SERVER_IDENTITY("GSSAPIServerIdentity", TEXT, NOTED, "not spoken"),
  GSSAPI_KEX_ALGORITHMS("GSSAPIKexAlgorithms", TEXT, NOTED, "not spoken"),
  COMPRESSION("Compression", YES_NO, NOTED, "nothing is compressed"),
  REKEY_LIMIT("RekeyLimit", ANYTHING, NOTED, "keys are renewed after 32 GiB"),
  FORWARD_AGENT("ForwardAgent", AGENT, NOTED, "the agent is never forwarded"),
  FORWARD_X11("ForwardX11", FLAG, NOTED, "there is no X11"),
  FORWARD_X11_TRUSTED("ForwardX11Trusted", FLAG, NOTED, "there is no X11"),
  FORWARD_X11_TIMEOUT("ForwardX11Timeout", TIME, NOTED, "there is no X11"),
  XAUTH_LOCATION("XAuthLocation", TEXT, NOTED, "there is no X11"),
  UPDATE_HOST_KEYS("UpdateHostKeys", ASK, NOTED, "known_hosts is never rewritten"),
  CONNECTION_ATTEMPTS("ConnectionAttempts", NUMBER, NOTED, "tunnels never give up"),
  EXIT_ON_FORWARD_FAILURE("ExitOnForwardFailure", FLAG, NOTED, "each forward has its own state"),
  GATEWAY_PORTS("GatewayPorts", FLAG, NOTED, "forwards name their address"),
  PERMIT_REMOTE_OPEN("PermitRemoteOpen", ANYTHING, NOTED, "there is no SOCKS server"),
  STREAM_LOCAL_BIND_MASK("StreamLocalBindMask", TEXT, NOTED, "forwards have their own rules"),
  STREAM_LOCAL_BIND_UNLINK("StreamLocalBindUnlink", FLAG, NOTED, "forwards have their own rules"),
  NUMBER_OF_PASSWORD_PROMPTS("NumberOfPasswordPrompts", NUMBER, NOTED, "nobody is asked"),
  KBD_INTERACTIVE_DEVICES("KbdInteractiveDevices", TEXT, NOTED, "the server chooses"),
  ADD_KEYS_TO_AGENT("AddKeysToAgent", ANYTHING, NOTED, "the agent is only asked"),
  HOSTBASED_ACCEPTED_ALGORITHMS(
      "HostbasedAcceptedAlgorithms", KEYS, NOTED, "not spoken", "HostbasedKeyTypes"),
  ENABLE_SSH_KEYSIGN("EnableSSHKeysign", FLAG, NOTED, "not spoken"),
  CANONICAL_DOMAINS("CanonicalDomains", ANYTHING, NOTED, "see CanonicalizeHostname"),
  CANONICALIZE_FALLBACK_LOCAL("CanonicalizeFallbackLocal", FLAG, NOTED, "see CanonicalizeHostname"),
  CANONICALIZE_MAX_DOTS("CanonicalizeMaxDots", NUMBER, NOTED, "see CanonicalizeHostname"),
  CANONICALIZE_PERMITTED_CNAMES(
      "CanonicalizePermittedCNAMEs", ANYTHING, NOTED, "see CanonicalizeHostname"),
  CONTROL_MASTER("ControlMaster", TEXT, NOTED, "sessions are shared within the agent"),
  CONTROL_PATH("ControlPath", TEXT, NOTED, "sessions are shared within the agent"),
  CONTROL_PERSIST("ControlPersist", TEXT, NOTED, "sessions are shared within the agent"),
  IP_QOS("IPQoS", ANYTHING, NOTED, "the system's default"),
  CHANNEL_TIMEOUT("ChannelTimeout", ANYTHING, NOTED, "tunnels have their own limits"),
  TUNNEL("Tunnel", TEXT, NOTED, "no tun devices"),
  TUNNEL_DEVICE("TunnelDevice", TEXT, NOTED, "no tun devices"),
  SEND_ENV("SendEnv", LIST, NOTED, "nothing runs in a shell there"),
  SET_ENV("SetEnv", LIST, NOTED, "nothing runs in a shell there"),
  REMOTE_COMMAND("RemoteCommand", COMMAND, NOTED, "no command of the file is run there"),
  LOCAL_COMMAND("LocalCommand", COMMAND, NOTED, "no command of the file is run here"),
  PERMIT_LOCAL_COMMAND("PermitLocalCommand", FLAG, NOTED, "no command of the file is run here"),
  REQUEST_TTY("RequestTTY", TEXT, NOTED, "there is no terminal"),
  SESSION_TYPE("SessionType", TEXT, NOTED, "as with `ssh -N`"),
  STDIN_NULL("StdinNull", FLAG, NOTED, "there is no terminal"),
  FORK_AFTER_AUTHENTICATION("ForkAfterAuthentication", FLAG, NOTED, "there is no terminal"),
  ESCAPE_CHAR("EscapeChar", TEXT, NOTED, "there is no terminal"),
  ENABLE_ESCAPE_COMMANDLINE("EnableEscapeCommandline", FLAG, NOTED, "there is no terminal"),
  OBSCURE_KEYSTROKE_TIMING("ObscureKeystrokeTiming", ANYTHING, NOTED, "there is no terminal"),
  VISUAL_HOST_KEY("VisualHostKey", FLAG, NOTED, "there is no terminal"),
  FINGERPRINT_HASH("FingerprintHash", TEXT, NOTED, "fingerprints are SHA256"),
  LOG_LEVEL("LogLevel", TEXT, NOTED, "see `lifeguard tunnel trace`"),
  LOG_VERBOSE("LogVerbose", ANYTHING, NOTED, "see `lifeguard tunnel trace`"),
  SYSLOG_FACILITY("SyslogFacility", TEXT, NOTED, "the agent has its own log"),
  WARN_WEAK_CRYPTO("WarnWeakCrypto", TEXT, NOTED, "see `lifeguard baseline`"),
  USE_KEYCHAIN("UseKeychain", FLAG, NOTED, "a keyword of macOS"),

  // what OpenSSH itself no longer does
  PROTOCOL("Protocol", ANYTHING, NOTED, "there is only SSH 2"),
  OBSOLETE(
      "CompressionLevel",
      ANYTHING,
      NOTED,
      "OpenSSH no longer knows it either",
      "Cipher",
      "FallbackToRsh",
      "GlobalKnownHostsFile2",
      "RhostsAuthentication",
      "UserKnownHostsFile2",
      "UseRoaming",
      "UseRsh",
      "UsePrivilegedPort",
      "AFSTokenPassing",
      "KerberosAuthentication",
      "KerberosTGTPassing",
      "RSAAuthentication",
      "RhostsRSAAuthentication");

  /** What becomes of a keyword. */
  enum Treatment {
    HONOURED,
    /** Not done, although it makes a difference to security or to where we arrive. */
    WARNED,
    /** Not done, because it has no meaning for what we do. */
    NOTED
  }

  private static final Map<String, SshKeyword> BY_NAME = byName();
  private static final Set<String> NOTHING_ASKED = Set.of("no", "false", "none", "");

  private final String title;
  private final ValueForm form;
  private final Treatment treatment;
  private final String remark;
  private final List<String> aliases;

  SshKeyword(String title, ValueForm form, Treatment treatment, String remark, String... aliases) {
    this.title = title;
    this.form = form;
    this.treatment = treatment;
    this.remark = remark;
    this.aliases = List.of(aliases);
  }

  /**
   * @param name in lower case
   */
  static Optional<SshKeyword> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** As the manual page spells it. */
  String title() {
    return title;
  }

  ValueForm form() {
    return form;
  }

  Treatment treatment() {
    return treatment;
  }

  /** How we honour it, or why we do not; may be empty. */
  String remark() {
    return remark;
  }

  /** Whether the value asks for nothing, so that not doing it is doing it. */
  boolean asksNothing(String value) {
    return treatment != HONOURED && NOTHING_ASKED.contains(value.toLowerCase(Locale.ROOT));
  }

  private static Map<String, SshKeyword> byName() {
    var names = new HashMap<String, SshKeyword>();
    for (var keyword : values()) {
      names.put(keyword.title.toLowerCase(Locale.ROOT), keyword);
      for (var alias : keyword.aliases) names.put(alias.toLowerCase(Locale.ROOT), keyword);
    }
    return names;
  }
}
