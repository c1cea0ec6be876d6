// The only door to the library: everything else of the console imports from here.
export { html, svg, render, nothing } from "/lib/lit-html.js";
export { repeat } from "/lib/directives/repeat.js";
import { directive, Directive } from "/lib/directive.js";
import { noChange } from "/lib/lit-html.js";

class Sized extends Directive {
  render() {
    return noChange;
  }

  // By property, since the content security policy refuses style attributes.
  update(part, [property, value]) {
    part.element.style.setProperty(property, value);
    return noChange;
  }
}

/** Sets one style property of an element: <div ${styled("height", "44px")}>. */
export const styled = directive(Sized);
