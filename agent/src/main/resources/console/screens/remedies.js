import { html } from "../lit.js";
import { empty, heading } from "../parts.js";
import { t } from "../text.js";

export const remedies = () => html`${heading(t("Remedies"))}${empty(t("This agent runs no remedies."))}`;
