package dev.lifeguard.ssh;

/** Where the far side listens for us. */
public sealed interface RemotePlace {
  /** Port 0 asks the server to pick one. */
  record Port(String host, int port) implements RemotePlace {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A unix socket, made by the server as the user who is logged in. */
  record Socket(String path) implements RemotePlace {
    @Override
    public String toString() {
      return path;
    }
  }
}
