package dev.lifeguard.gateway;

/** What a connection may do; asked for as little as the work needs. */
public enum Rights {
  /** Talks for people: sends messages, starts runs. */
  WRITE("operator.write"),
  /** Changes the gateway itself. */
  ADMIN(Dialer.ADMIN);

  private final String scope;

  Rights(String scope) {
    this.scope = scope;
  }

  String scope() {
    return scope;
  }
}
