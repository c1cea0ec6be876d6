package dev.lifeguard.ssh;

import java.util.concurrent.CompletionStage;

/** A port on which the far side listens for us. Ends with its session at the latest. */
public final class RemoteBinding {
  private final String host;
  private final int port;
  private final RemoteBindings bindings;

  RemoteBinding(String host, int port, RemoteBindings bindings) {
    this.host = host;
    this.port = port;
    this.bindings = bindings;
  }

  public String host() {
    return host;
  }

  /** The port that the server really listens on, also when it was asked for any. */
  public int port() {
    return port;
  }

  /** Asks the server to stop listening; connections under way stay. */
  public CompletionStage<Void> cancel() {
    return bindings.cancel(this);
  }
}
