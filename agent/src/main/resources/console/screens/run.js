export { remedies as run } from "./remedies.js";
