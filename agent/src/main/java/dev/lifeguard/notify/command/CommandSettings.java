package dev.lifeguard.notify.command;

import dev.lifeguard.notify.Outside;
import dev.lifeguard.notify.Receiver;
import dev.lifeguard.notify.ReceiverSettings;
import java.time.Duration;
import java.util.List;

/**
 * @param argv the program and its arguments; nothing of an alert is ever put into them
 */
public record CommandSettings(String name, List<String> argv, Duration timeout)
    implements ReceiverSettings {
  public CommandSettings {
    argv = List.copyOf(argv);
  }

  @Override
  public Receiver open(Outside outside) {
    return new Command(this, outside.vertx());
  }
}
