package dev.lifeguard.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Another host: a network namespace that a cable (a veth pair) joins to ours. Its faults are real
 * ones, of the kernel: lost packets, dropped ones, a slow cable, a pulled one. Root only.
 */
public final class NetNs implements AutoCloseable {
  /** Which of the 16384 small networks in the block that is kept free for tests (RFC 2544). */
  private final int number = ThreadLocalRandom.current().nextInt(1 << 14);

  private final String name = "lifeguard" + number;
  private final String ip;
  private final String nft;
  private final String tc;

  public NetNs() {
    Peers.requireRoot();
    ip = Peers.require(Peer.IP).toString();
    nft = Peers.require(Peer.NFT).toString();
    tc = Peers.require(Peer.TC).toString();
    run(ip, "netns", "add", name);
    run(ip, "link", "add", cable(), "type", "veth", "peer", "name", "eth0", "netns", name);
    run(ip, "addr", "add", hostAddress() + "/30", "dev", cable());
    run(ip, "link", "set", cable(), "up");
    runInside(ip, "link", "set", "lo", "up");
    runInside(ip, "addr", "add", address() + "/30", "dev", "eth0");
    runInside(ip, "link", "set", "eth0", "up");
    runInside(ip, "route", "add", "default", "via", hostAddress());
  }

  public String name() {
    return name;
  }

  /** The other host's address. */
  public String address() {
    return address(2);
  }

  /** Our address, as the other host sees us. */
  public String hostAddress() {
    return address(1);
  }

  /** The name of our end of the cable. */
  public String cable() {
    return "lgv" + number;
  }

  /** The same program, started on the other host. */
  public Program.Launch inside(Program.Launch launch) {
    return new Program.Launch(
        inside(launch.command()), launch.folder(), launch.environment(), launch.log());
  }

  /** Packets vanish without a word, in both directions. */
  public void drop() {
    rules("drop");
  }

  /** So many of a hundred packets vanish, by chance, in each direction. */
  public void lose(int percent) {
    rules("numgen random mod 100 < " + percent + " drop");
  }

  /**
   * So many of a hundred packets of theirs vanish when they have left that host: it must send them
   * again. What {@link #lose} drops on its way out, its kernel knows of and never counts as sent.
   */
  public void loseOfTheirs(int percent) {
    run(nft, "add table " + ourTable());
    run(
        nft,
        "add chain %s ingress { type filter hook ingress device %s priority 0; }"
            .formatted(ourTable(), cable()));
    run(
        nft,
        "add rule %s ingress meta protocol ip numgen random mod 100 < %d drop"
            .formatted(ourTable(), percent));
  }

  /** What {@link #loseOfTheirs} did is undone. */
  public void loseNoneOfTheirs() {
    run(nft, "delete table " + ourTable());
  }

  private String ourTable() {
    return "netdev lifeguard" + number;
  }

  /** Only packets of connections that are being opened vanish: an overloaded firewall. */
  public void dropNewConnections() {
    rules("tcp flags & (syn | ack) == syn drop");
  }

  /** Any nftables statement, for packets to and from the other host. */
  public void rules(String statement) {
    heal();
    var table = "netdev lifeguard";
    runInside(nft, "add table " + table);
    for (var hook : List.of("ingress", "egress")) {
      var chain = "{ type filter hook " + hook + " device eth0 priority 0; }";
      runInside(nft, "add chain " + table + " " + hook + " " + chain);
      runInside(nft, "add rule " + table + " " + hook + " meta protocol ip " + statement);
    }
  }

  /** What {@link #drop} and its sisters did is undone. */
  public void heal() {
    runInside(nft, "flush ruleset");
  }

  /** Both directions of the cable carry that much, in the words of tc: {@code 1mbit}. */
  public void rate(String rate) {
    var limit = List.of("root", "tbf", "rate", rate, "burst", "16kb", "latency", "400ms");
    run(words(List.of(tc, "qdisc", "replace", "dev", cable()), limit));
    runInside(words(List.of(tc, "qdisc", "replace", "dev", "eth0"), limit));
  }

  /**
   * The cable is out: no carrier on either side. It is the other end that goes, because with our
   * own we would lose the route, and look for the other host through our default gateway.
   */
  public void unplug() {
    runInside(ip, "link", "set", "eth0", "down");
  }

  public void plug() {
    runInside(ip, "link", "set", "eth0", "up");
    runInside(ip, "route", "add", "default", "via", hostAddress());
  }

  /** Runs a program on the other host to its end. */
  public String runInside(String... command) {
    return run(inside(List.of(command)).toArray(String[]::new));
  }

  /** What still runs inside keeps the namespace alive, nameless; so nothing may. */
  @Override
  public void close() {
    for (var pid : run(ip, "netns", "pids", name).lines().toList()) {
      ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
    run(ip, "link", "del", cable());
    run(ip, "netns", "del", name);
  }

  private String address(int host) {
    return "198.18." + (number >> 6) + "." + ((number & 63) * 4 + host);
  }

  private List<String> inside(List<String> command) {
    var words = new ArrayList<>(List.of(ip, "netns", "exec", name));
    words.addAll(command);
    return words;
  }

  private static String[] words(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toArray(String[]::new);
  }

  private static String run(String... command) {
    try (var folder = new Folder("netns")) {
      return Program.run(Program.Launch.of(folder, (Object[]) command));
    }
  }
}
