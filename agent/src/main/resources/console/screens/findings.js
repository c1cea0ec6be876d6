import { nothing } from "../lit.js";

export const findings = () => nothing;
