/**
 * What can be wrong, as a closed list, and what a diagnosis says: these words are shared by those
 * who tell, repair and show. How one comes about is in the rooms within: {@code check} is the
 * five-minute check, {@code evidence} what is seen, {@code cause} what follows from it, {@code
 * walk} the looks at each layer, {@code deep} those that need a command over there, {@code watch}
 * the agent's own diagnosis of an alert. It must not know who asks.
 */
@NullMarked
package dev.lifeguard.diagnosis;

import org.jspecify.annotations.NullMarked;
