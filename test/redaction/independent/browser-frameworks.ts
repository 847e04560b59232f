/** Lists the folders that frameworks for web pages prescribe, in the messages of their own tools. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const BROWSER_FRAMEWORKS: readonly Program[] = [
  {
    name: "Next.js",
    described: "https://nextjs.org/docs/app/getting-started/project-structure",
    files: words`
      app/[slug]/page.tsx app/(shop)/cart/page.tsx app/@modal/(.)photo/[id]/page.tsx app/docs/[...all]/page.tsx
      app/[[...filter]]/layout.tsx app/_components/price-tag.tsx app/api/orders/[id]/route.ts pages/_document.tsx
      app/(admin)/@team/default.tsx app/feed/(..)(..)story/[id]/loading.tsx .next/server/app/(shop)/cart/page.js
    `,
    templates: lines`
      Module not found: Can't resolve 'clsx' in '{path}'
      Error: ENOENT: no such file or directory, open '{path}'
      at generateMetadata ({word}:22:11)
      Type error: Property 'price' is missing.⏎{word}:14:9
      ⚠ We detected multiple lockfiles and selected the directory of {rootword} as the root.
    `,
  },
  {
    name: "Nuxt",
    described: "https://nuxt.com/docs/guide/directory-structure/app",
    files: words`
      pages/[...slug].vue pages/users-[group]/[id].vue pages/[[lang]]/about.vue server/api/hello.[name].post.ts
      layouts/default.vue server/routes/sitemap.xml.ts components/base/Foo.client.vue composables/useCart.ts
      middleware/01.auth.global.ts plugins/02.i18n.server.ts .nuxt/types/imports.d.ts app.vue
    `,
    templates: lines`
      [nuxt] error caught: Cannot find module '{path}'
      ERROR  Failed to resolve import "~/lib/money" from "{path}". Does it exist?
      WARN  Duplicated imports "sum", the one from "{path}" has been ignored
      at setup ({word}:31:17)
      [vite:vue] {word}: Element is missing end tag.
    `,
  },
  {
    name: "SvelteKit",
    described: "https://svelte.dev/docs/kit/routing",
    files: words`
      src/routes/+page.svelte src/routes/blog/[slug]/+page.server.ts src/routes/(app)/+layout.svelte
      src/routes/[[lang]]/home/+page.ts src/routes/[...rest]/+error.svelte src/routes/fruits/[page=fruit]/+page.js
      src/routes/(app)/item/[id]/+page@(app).svelte src/routes/smileys/[x+3a]-[x+29]/+server.ts src/params/fruit.js
      src/lib/server/db.ts src/hooks.server.ts .svelte-kit/generated/client/nodes/0.js
    `,
    templates: lines`
      [vite-plugin] {word}:9:4 Attributes need to be unique
      Error: Cannot import $env/static/private into client-side code: {word}
      Failed to load url {word} (resolved id: {word}). Does the file exist?
      Internal server error: Unexpected token⏎File: {path}:3:12
      Pre-transform error: ENOENT, open '{path}'
    `,
  },
  {
    name: "Remix",
    described: "https://v2.remix.run/docs/file-conventions/routes",
    files: words`
      app/routes/$id.tsx app/routes/_index.tsx app/routes/_auth.login.tsx app/routes/concerts_.mine.tsx
      app/routes/($lang).$productId.tsx app/routes/files.$.tsx app/routes/sitemap[.]xml.tsx
      app/routes/app.projects.$id/route.tsx app/entry.server.tsx app/root.tsx build/server/index.js
    `,
    templates: lines`
      Error: Route config in "{path}" is invalid
      ⚠️ Route Path Collision: "/login"⏎🟢 {path}⏎⭕️️ overridden
      at loader ({word}:18:9)
      at file://{url}:120:15
      ✘ [ERROR] Could not resolve "zod"⏎{word}:2:18:
    `,
  },
  {
    name: "Astro",
    described: "https://docs.astro.build/en/basics/project-structure/",
    files: words`
      src/pages/[lang]-[version]/info.astro src/pages/[...path].astro src/content/blog/2024-05-ausflug.mdx
      src/layouts/Base.astro src/pages/rss.xml.js src/content.config.ts astro.config.mjs src/pages/_draft.md
      src/components/Karte.vue public/favicon.svg dist/_astro/index.BxK2f.css
    `,
    templates: lines`
      [InvalidContentEntryFrontmatterError] entry is not valid.⏎Location:⏎{path}:0:0
      [ERROR] [vite] Could not import {word}
      Could not find requested image. Is it in "{path}"?
      [build] directory: {root}
      Stack trace:⏎at {word}:12:40
    `,
  },
  {
    name: "Angular",
    described: "https://angular.dev/reference/configs/file-structure",
    files: words`
      src/app/app.component.ts src/app/orders/order-list.component.html src/environments/environment.prod.ts
      src/app/shared/pipes/betrag.pipe.spec.ts projects/ui-kit/src/public-api.ts angular.json src/main.server.ts
      src/app/core/auth.guard.ts dist/shop/browser/main-5K2WQJ.js .angular/cache/19.0.0/shop/vite
    `,
    templates: lines`
      Error: {word}:7:14 - error NG8001: 'app-card' is not a known element
      ✘ [ERROR] NG1: Object is possibly null [plugin angular-compiler]⏎{path}:12:33
      Schema validation failed for file "{path}"
      Workspace extension with invalid name found, see {word}.
      An unhandled exception occurred: Cannot find builder⏎See "{path}" for further details.
    `,
  },
  {
    name: "Expo",
    described: "https://docs.expo.dev/router/basics/notation/",
    files: words`
      app/(tabs)/index.tsx app/(tabs)/_layout.tsx app/[user]/[...rest].tsx app/+not-found.tsx app/+html.tsx
      app/(home,search)/detail.tsx app/hello+api.ts app.config.ts assets/fonts/Inter.ttf
      ios/Pods/Headers/Public ios/.xcode.env android/app/src/main/AndroidManifest.xml
    `,
    templates: lines`
      Unable to resolve "./theme" from "{path}"
      iOS Bundling failed 812ms {word} (1043 modules)
      SyntaxError: {path}: Unexpected token (12:4)
      Starting project at {root}
      › Error: Failed to read the config at {word}: invalid JSON
    `,
  },
  {
    name: "Gatsby",
    described: "https://www.gatsbyjs.com/docs/reference/gatsby-project-structure/",
    files: words`
      src/pages/{Product.slug}.js src/pages/app/[...].js src/templates/blog-post.jsx gatsby-node.mjs
      src/pages/{mdx.fields__slug}.tsx content/blog/hallo-welt/index.md .cache/page-ssr/index.js static/robots.txt
    `,
    templates: lines`
      ERROR #98123 WEBPACK.DEVELOPMENT⏎File: {path}:8:3
      warn The page component must export a React component: "{path}"
      Error in "{path}": Cannot read properties of undefined
      missing node: couldn't find {word}, ignoring
    `,
  },
];
