package dev.lifeguard.demo;

import java.time.Duration;
import java.util.List;

/** Tells the story as it happens. */
public interface Narrator {
  void begins(String address);

  void scene(int number, int of, String title);

  /**
   * @param kind as in an incident's timeline
   */
  void line(Duration since, String kind, String text);

  /**
   * @param left what is still not as it should be; empty when all is well
   */
  void sceneOver(Duration took, List<String> left);

  void over(boolean well);
}
