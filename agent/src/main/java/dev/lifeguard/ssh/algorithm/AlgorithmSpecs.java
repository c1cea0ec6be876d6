package dev.lifeguard.ssh.algorithm;

import java.util.Optional;

/** Lists of algorithms as the user wrote them: a list, or a change (+ - ^) of the default one. */
public record AlgorithmSpecs(
    Optional<String> ciphers,
    Optional<String> kex,
    Optional<String> macs,
    Optional<String> hostKeys,
    Optional<String> publicKeys,
    Optional<String> caSignatures,
    int requiredRsaBits) {
  /** As OpenSSH's RequiredRSASize. */
  public static final int RSA_BITS = 1024;

  public static AlgorithmSpecs none() {
    return new AlgorithmSpecs(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RSA_BITS);
  }
}
