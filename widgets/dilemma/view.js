// @ts-check
import { render } from "./render.js";

export default { render };
