package dev.lifeguard.gateway.health;

import dev.lifeguard.gateway.GatewayReport.Exposed;
import dev.lifeguard.gateway.GatewayReport.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Looks whether the ports that belong on loopback answer on other addresses: browser control (base
 * + 2) and debugging (base + 11 … 110), which give whoever reaches them the whole browser. Blocks,
 * on virtual threads, for at most a second or so.
 */
final class PortCheck {
  static final int BROWSER = 2;
  static final int FIRST_DEBUGGING = 11;
  static final int LAST_DEBUGGING = 110;
  private static final int AT_ONCE = 64;
  private static final int MOST_ADDRESSES = 8;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private PortCheck() {}

  /** The ports of a gateway and what each is for. */
  static TreeMap<Integer, String> ports(int base) {
    var ports = new TreeMap<Integer, String>();
    ports.put(base + BROWSER, "browser control");
    for (var offset = FIRST_DEBUGGING; offset <= LAST_DEBUGGING; offset++)
      ports.put(base + offset, "debugging");
    ports.keySet().removeIf(port -> port > 65_535);
    return ports;
  }

  /** From where we stand; on the gateway's own machine that is each of its own addresses. */
  static Ports check(int base, List<InetAddress> addresses) {
    if (addresses.isEmpty()) return new Ports.NotChecked("no address beyond loopback is known");
    var looked = addresses.stream().limit(MOST_ADDRESSES).toList();
    var slots = new Semaphore(AT_ONCE);
    var exposed = new ArrayList<Exposed>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var looks = new ArrayList<Callable<List<Exposed>>>();
      for (var address : looked)
        ports(base).forEach((port, use) -> looks.add(() -> look(address, port, use, slots)));
      for (Future<List<Exposed>> look : threads.invokeAll(looks)) exposed.addAll(look.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ports.NotChecked("interrupted");
    } catch (ExecutionException e) {
      return new Ports.NotChecked(String.valueOf(e.getCause()));
    }
    return new Ports.Checked(
        ports(base).size(), looked.stream().map(InetAddress::getHostAddress).toList(), exposed);
  }

  /** This machine's addresses that others may reach. */
  static List<InetAddress> own() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private static List<Exposed> look(InetAddress address, int port, String use, Semaphore slots)
      throws InterruptedException {
    slots.acquire();
    try (var channel = SocketChannel.open()) {
      channel.socket().connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
      return List.of(new Exposed(address.getHostAddress(), port, use));
    } catch (IOException e) {
      return List.of(); // refused or dropped: as it should be
    } finally {
      slots.release();
    }
  }
}
