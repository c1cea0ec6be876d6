package dev.lifeguard.ssh.algorithm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.BaseBuilder;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** What this machine can do, and what it offers when nobody asks for anything else. */
public record Algorithms(
    Choice<NamedFactory<Cipher>> ciphers,
    Choice<KeyExchangeFactory> keyExchanges,
    Choice<NamedFactory<Mac>> macs,
    Choice<NamedFactory<Signature>> hostKeys,
    Choice<NamedFactory<Signature>> publicKeys,
    Choice<NamedFactory<Signature>> authorities) {

  /** All that can be asked for, and what is offered unasked, best first. */
  public record Choice<T>(List<T> usual, List<T> all) {}

  /** Whether the CPU has instructions for AES. */
  public enum Cpu {
    WITH_AES,
    WITHOUT_AES
  }

  private static final Pattern AES_FLAG = Pattern.compile("(?m)^(flags|Features)\\s*:.*\\baes\\b");

  private static final List<BuiltinCiphers> GCM =
      List.of(BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm);
  private static final List<BuiltinCiphers> CTR =
      List.of(BuiltinCiphers.aes128ctr, BuiltinCiphers.aes192ctr, BuiltinCiphers.aes256ctr);

  /** OpenSSH's own order; what signs with SHA-1, and DSA, only on demand. */
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519_cert,
          BuiltinSignatures.nistp256_cert,
          BuiltinSignatures.nistp384_cert,
          BuiltinSignatures.nistp521_cert,
          BuiltinSignatures.rsaSHA512_cert,
          BuiltinSignatures.rsaSHA256_cert,
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.sk_ssh_ed25519,
          BuiltinSignatures.sk_ecdsa_sha2_nistp256,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private static final List<BuiltinSignatures> ON_DEMAND = List.of(BuiltinSignatures.rsa);

  /** Last of the constants, because it is made of the others. */
  public static final Algorithms HERE = forCpu(cpu());

  /** A keyword of OpenSSH's configuration, and all that can be asked for with it. */
  public record OnDemand(String keyword, List<String> names) {}

  public Optional<OnDemand> onDemand(KexProposalOption option) {
    return switch (option) {
      case ALGORITHMS -> Optional.of(onDemand("KexAlgorithms", keyExchanges));
      case SERVERKEYS -> Optional.of(onDemand("HostKeyAlgorithms", hostKeys));
      case C2SENC, S2CENC -> Optional.of(onDemand("Ciphers", ciphers));
      case C2SMAC, S2CMAC -> Optional.of(onDemand("MACs", macs));
      case C2SCOMP, S2CCOMP, C2SLANG, S2CLANG -> Optional.empty();
    };
  }

  private static OnDemand onDemand(String keyword, Choice<? extends NamedResource> choice) {
    return new OnDemand(keyword, choice.all().stream().map(NamedResource::getName).toList());
  }

  public static Algorithms forCpu(Cpu cpu) {
    var keys = signatures(_ -> true);
    var plain = signatures(one -> !one.getName().contains("-cert-"));
    return new Algorithms(
        new Choice<>(asCiphers(usualCiphers(cpu)), asCiphers(allCiphers())),
        new Choice<>(keyExchanges(BaseBuilder.DEFAULT_KEX_PREFERENCE), allKeyExchanges()),
        new Choice<>(asMacs(BaseBuilder.DEFAULT_MAC_PREFERENCE), asMacs(BuiltinMacs.VALUES)),
        keys,
        keys,
        plain);
  }

  /** AES in hardware carries four times as much as ChaCha20 in software; without, far less. */
  private static Stream<BuiltinCiphers> usualCiphers(Cpu cpu) {
    var chacha = Stream.of(BuiltinCiphers.cc20p1305_openssh);
    var ciphers =
        switch (cpu) {
          case WITH_AES -> Stream.concat(GCM.stream(), chacha);
          case WITHOUT_AES -> Stream.concat(chacha, GCM.stream());
        };
    return Stream.concat(ciphers, CTR.stream());
  }

  private static Stream<BuiltinCiphers> allCiphers() {
    return BuiltinCiphers.VALUES.stream().filter(one -> one != BuiltinCiphers.none);
  }

  private static List<NamedFactory<Cipher>> asCiphers(Stream<BuiltinCiphers> ciphers) {
    return ciphers.filter(OptionalFeature::isSupported).<NamedFactory<Cipher>>map(c -> c).toList();
  }

  private static List<NamedFactory<Mac>> asMacs(java.util.Collection<BuiltinMacs> macs) {
    return macs.stream()
        .filter(OptionalFeature::isSupported)
        .<NamedFactory<Mac>>map(mac -> mac)
        .toList();
  }

  private static List<KeyExchangeFactory> allKeyExchanges() {
    var wanted = new ArrayList<>(BaseBuilder.DEFAULT_KEX_PREFERENCE);
    BuiltinDHFactories.VALUES.stream().filter(one -> !wanted.contains(one)).forEach(wanted::add);
    return keyExchanges(wanted);
  }

  private static List<KeyExchangeFactory> keyExchanges(List<BuiltinDHFactories> factories) {
    return factories.stream()
        .filter(OptionalFeature::isSupported)
        .<KeyExchangeFactory>map(HostCertificateKex::factory)
        .toList();
  }

  private static Choice<NamedFactory<Signature>> signatures(
      java.util.function.Predicate<BuiltinSignatures> wanted) {
    var usual = SIGNATURES.stream().filter(wanted).filter(OptionalFeature::isSupported).toList();
    var all = new ArrayList<NamedFactory<Signature>>(usual);
    ON_DEMAND.stream().filter(wanted).filter(OptionalFeature::isSupported).forEach(all::add);
    return new Choice<>(List.copyOf(usual), List.copyOf(all));
  }

  private static Cpu cpu() {
    try {
      return cpu(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException e) {
      return Cpu.WITH_AES; // not Linux: any machine of the last ten years
    }
  }

  public static Cpu cpu(String cpuinfo) {
    return AES_FLAG.matcher(cpuinfo).find() ? Cpu.WITH_AES : Cpu.WITHOUT_AES;
  }

  /** A keyword of which nothing is left that we speak: no server could be reached with it. */
  public static Optional<String> emptied(AlgorithmSpecs specs) {
    var offered = HERE;
    if (chosen(specs.ciphers(), offered.ciphers()).isEmpty()) return Optional.of("Ciphers");
    if (chosen(specs.kex(), offered.keyExchanges()).isEmpty()) return Optional.of("KexAlgorithms");
    if (chosen(specs.macs(), offered.macs()).isEmpty()) return Optional.of("MACs");
    if (chosen(specs.hostKeys(), offered.hostKeys()).isEmpty())
      return Optional.of("HostKeyAlgorithms");
    return Optional.empty();
  }

  /** What a wish leaves of what is offered, in its order. */
  public static <T extends NamedResource> List<T> chosen(Optional<String> spec, Choice<T> offered) {
    if (spec.isEmpty()) return offered.usual();
    var names = AlgorithmNames.apply(spec.get(), names(offered.usual()), names(offered.all()));
    return names.stream().map(name -> named(name, offered.all())).toList();
  }

  private static <T extends NamedResource> T named(String name, List<T> all) {
    return all.stream().filter(one -> one.getName().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> names(List<? extends NamedResource> resources) {
    return resources.stream().map(NamedResource::getName).toList();
  }
}
