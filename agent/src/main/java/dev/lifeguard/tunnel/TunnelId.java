package dev.lifeguard.tunnel;

import dev.lifeguard.fact.Subject;

/** Which tunnel: its gateway, and its name within it. */
public record TunnelId(String gateway, String name) {
  public Subject subject() {
    return Subject.tunnel(gateway, name);
  }

  public Subject subject(String forward) {
    return Subject.forward(gateway, name, forward);
  }

  @Override
  public String toString() {
    return gateway.equals(name) ? name : gateway + "/" + name;
  }
}
