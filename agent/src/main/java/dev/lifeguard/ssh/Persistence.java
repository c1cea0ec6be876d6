package dev.lifeguard.ssh;

/** What to do while the server cannot even be connected to. */
public enum Persistence {
  /** One try: the failure is the answer. */
  ONCE,

  /**
   * Try each second until it can be: the socket that opens carries the handshake. Whatever fails
   * after that is the answer.
   */
  UNTIL_IT_OPENS
}
