package dev.lifeguard.demo;

import java.time.Duration;

/** Tells the story as it happens. */
public interface Narrator {
  void begins(String address);

  void scene(int number, int of, String title);

  /**
   * @param kind as in an incident's timeline
   */
  void line(Duration since, String kind, String text);

  void sceneOver(Duration took, boolean well);

  void over(boolean well);
}
