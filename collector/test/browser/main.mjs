// Opens the collector's pages and a published site in Chromium: `npm run test:browser -w collector [-- --quick]`.
// Pictures are in build/browser-pictures.
import "./pages.mjs";
import "./site.mjs";
