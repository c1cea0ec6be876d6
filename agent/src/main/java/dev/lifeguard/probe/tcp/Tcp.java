package dev.lifeguard.probe.tcp;

import dev.lifeguard.bus.Bus;
import dev.lifeguard.time.Time;
import io.vertx.core.Vertx;
import java.net.InetAddress;

/**
 * What all TCP probes of an agent share: the names and the spacing of connections. Belongs to the
 * context that looks, which is the runner's; a command that looks by itself makes its own.
 */
public final class Tcp {
  final Bus bus;
  final Time time;
  final Names names;
  final Dial dial;

  public Tcp(Vertx vertx, Bus bus, Time time) {
    this(vertx, bus, time, InetAddress::getAllByName);
  }

  Tcp(Vertx vertx, Bus bus, Time time, Resolver.Call system) {
    this.bus = bus;
    this.time = time;
    this.names = new Names(vertx, bus, time, new Resolver(system));
    this.dial = new Dial(vertx, time);
  }
}
