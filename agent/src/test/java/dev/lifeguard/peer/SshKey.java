package dev.lifeguard.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key pair that ssh-keygen made: {@code file} and {@code file.pub}, mode 0600. */
public record SshKey(Path file) {

  /** What ssh-keygen calls a type, with the bits where they matter. */
  public enum Type {
    ED25519("ed25519"),
    ECDSA("ecdsa", "-b", "256"),
    RSA("rsa", "-b", "2048");

    private final List<String> options;

    Type(String... options) {
      this.options = List.of(options);
    }
  }

  public static SshKey generate(Path file, Type type) {
    return generate(file, type, "");
  }

  /** An empty passphrase leaves the file unencrypted. */
  public static SshKey generate(Path file, Type type, String passphrase) {
    var options = new ArrayList<>(List.of("-q", "-N", passphrase, "-C", "lifeguard-test", "-t"));
    options.addAll(type.options);
    options.addAll(List.of("-f", file.toString()));
    keygen(options);
    return new SshKey(file);
  }

  /** This key, as an authority, signs another; the certificate lands in {@code other-cert.pub}. */
  public Path certify(SshKey other, String principal, String... options) {
    var words = new ArrayList<>(List.of("-q", "-s", file.toString(), "-I", "lifeguard-test"));
    words.addAll(List.of("-n", principal));
    words.addAll(List.of(options));
    words.add(other.publicFile().toString());
    keygen(words);
    return Path.of(other.file + "-cert.pub");
  }

  public Path publicFile() {
    return Path.of(file + ".pub");
  }

  /** {@code type base64 comment}, as in authorized_keys. */
  public String publicLine() {
    return Folder.read(publicFile()).strip();
  }

  private static void keygen(List<String> options) {
    var command = new ArrayList<>(List.of(Peers.require(Peer.SSH_KEYGEN).toString()));
    command.addAll(options);
    try (var folder = new Folder("keygen")) {
      Program.run(Program.Launch.of(folder, command.toArray()));
    }
  }

  public void delete() {
    file.toFile().delete();
    publicFile().toFile().delete();
    assert !Files.exists(file);
  }
}
