package dev.lifeguard.ssh;

import java.util.concurrent.CompletionStage;

/** A place where the far side listens for us. Ends with its session at the latest. */
public final class RemoteBinding {
  private final RemotePlace place;
  private final RemoteBindings bindings;

  RemoteBinding(RemotePlace place, RemoteBindings bindings) {
    this.place = place;
    this.bindings = bindings;
  }

  /** Where the server really listens, with the port that it picked when it was asked for any. */
  public RemotePlace place() {
    return place;
  }

  /** Asks the server to stop listening; connections under way stay. */
  public CompletionStage<Void> cancel() {
    return bindings.cancel(this);
  }
}
