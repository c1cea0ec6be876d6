package dev.lifeguard.cli;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Lifeguard this is. */
public final class Build implements IVersionProvider {
  public static String version() {
    var properties = new Properties();
    try (var in = Build.class.getResourceAsStream("/dev/lifeguard/build.properties")) {
      if (in != null) properties.load(in);
    } catch (IOException e) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "lifeguard " + version(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
