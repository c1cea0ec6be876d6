package dev.lifeguard.ssh;

import java.util.concurrent.CompletionStage;

/** A port on which the far side listens for us. Ends with its session at the latest. */
public interface RemoteBinding {
  String host();

  /** The port that the server really listens on, also when it was asked for any. */
  int port();

  /** Asks the server to stop listening; connections under way stay. */
  CompletionStage<Void> cancel();
}
