/** Sends notices by e-mail, as text and HTML, over SMTP with STARTTLS where the server has it. */
@NullMarked
package dev.lifeguard.notify.mail;

import org.jspecify.annotations.NullMarked;
