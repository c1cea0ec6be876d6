package dev.lifeguard.remedy;

/** What one gate says. A gate that a person overruled passes, and its detail says so. */
public record GateAnswer(Block.Why gate, Says says, String detail) {
  /** Whether it lets the remedy through. */
  public enum Says {
    PASS,
    BLOCK
  }

  static GateAnswer pass(Block.Why gate, String detail) {
    return new GateAnswer(gate, Says.PASS, detail);
  }

  static GateAnswer block(Block.Why gate, String detail) {
    return new GateAnswer(gate, Says.BLOCK, detail);
  }

  public boolean blocks() {
    return says == Says.BLOCK;
  }
}
