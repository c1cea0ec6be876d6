package dev.lifeguard.app;

import dev.lifeguard.config.HostPort;
import dev.lifeguard.config.Secret;
import dev.lifeguard.config.SecretFile;
import dev.lifeguard.console.Console;
import java.util.ArrayList;
import java.util.List;

/** Where the agent answers, and to whom. */
record Face(HostPort listen, List<Secret> tokens, boolean loopback) {

  /** Refuses to listen to the world without a token. */
  static Face of(AgentSettings.Own own, Secret local) {
    var tokens = new ArrayList<Secret>();
    tokens.add(local);
    var loopback = own.listen().isLoopback();
    switch (SecretFile.read(own.token())) {
      case SecretFile.Result.Read(var token) -> tokens.add(token);
      case SecretFile.Result.Absent _ -> requireLoopback(loopback, own, "no agent.token is given");
      case SecretFile.Result.Refused(var because) -> requireLoopback(loopback, own, because);
    }
    return new Face(own.listen(), tokens, loopback);
  }

  private static void requireLoopback(boolean loopback, AgentSettings.Own own, String because) {
    if (!loopback)
      throw new AgentRefused(
          "agent.listen is %s, which others can reach, but %s; give a token or listen on 127.0.0.1"
              .formatted(own.listen(), because));
  }

  Console.Settings settings() {
    return new Console.Settings(listen.host(), listen.port(), tokens, loopback);
  }

  /** As a command on this machine reaches it. */
  String address(int port) {
    var host = anywhere(listen.host()) ? "127.0.0.1" : listen.host();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static boolean anywhere(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  @Override
  public String toString() {
    return listen.toString();
  }
}
