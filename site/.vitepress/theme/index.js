// VitePress' theme with the fonts of the reader's system. It is loaded first, so that style.css has precedence.
export { default } from "vitepress/theme-without-fonts";

import "./style.css";
