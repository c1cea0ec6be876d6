import { nothing } from "../lit.js";

export const diagnosis = () => nothing;

export const causes = () => nothing;
