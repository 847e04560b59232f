/** Lists the folders that frameworks for servers prescribe, in the messages of their languages. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const SERVER_FRAMEWORKS: readonly Program[] = [
  {
    name: "Rails",
    described: "https://guides.rubyonrails.org/getting_started.html#directory-structure",
    systems: ["posix"],
    files: words`
      app/models/concerns/archivable.rb app/views/orders/_form.html.erb config/credentials/production.yml.enc
      db/migrate/20240311094500_create_orders.rb app/controllers/api/v1/orders_controller.rb lib/tasks/export.rake
      config/initializers/assets.rb app/javascript/controllers/hello_controller.js test/fixtures/users.yml log/production.log
    `,
    templates: lines`
      {path}:12:in 'Order#total': undefined method 'sum' for nil (NoMethodError)
      {word}:41:in ${"`"}block in <main>'
      Rails Error: Unable to access log file. Please ensure that {word} exists and is writable
      ActionView::Template::Error (nil can't be coerced):⏎{word}:7
      => Booting Puma in {rootword}⏎* Listening
    `,
  },
  {
    name: "Django",
    described: "https://docs.djangoproject.com/en/5.2/intro/tutorial01/",
    files: words`
      shop/settings/production.py shop/urls.py orders/migrations/0007_auto_20240311_0945.py manage.py
      orders/templates/orders/detail.html orders/management/commands/export_csv.py static/css/site.css
      media/uploads/2024/05/rechnung_417.pdf locale/de/LC_MESSAGES/django.po db.sqlite3
    `,
    templates: lines`
      File "{path}", line 22, in get_queryset
      Watching for file changes with StatReloader⏎{word} changed, reloading.
      ?: (staticfiles.W004) The directory '{root}' in the STATICFILES_DIRS setting does not exist.
      TemplateDoesNotExist at /cart⏎django.template.loaders.filesystem.Loader: {path} (Source does not exist)
      PermissionError: [Errno 13] Permission denied: '{path}'
    `,
  },
  {
    name: "Laravel",
    described: "https://laravel.com/docs/12.x/structure",
    files: words`
      app/Http/Controllers/Auth/LoginController.php resources/views/components/alert.blade.php routes/web.php
      storage/framework/views/3f1c9a7be2d4.php storage/logs/laravel-2024-05-11.log bootstrap/cache/packages.php
      database/migrations/2024_03_11_094500_create_orders_table.php app/Providers/AppServiceProvider.php .env.testing
    `,
    templates: lines`
      [2024-05-11 09:45:00] local.ERROR: Undefined variable $x {"exception":"[object] (ErrorException(code: 0): Undefined variable $x at {word}:17)
      #0 {path}(58): run()
      The stream or file "{path}" could not be opened in append mode: Permission denied
      View [orders.show] not found. (View: {path})
      in {word} on line 44
    `,
  },
  {
    name: "Symfony",
    described: "https://symfony.com/doc/current/page_creation.html#checking-out-the-project-structure",
    files: words`
      src/Controller/Admin/OrderController.php config/packages/prod/doctrine.yaml templates/order/_row.html.twig
      var/cache/dev/App_KernelDevDebugContainer.php var/log/prod.log migrations/Version20240311094500.php
      translations/messages+intl-icu.de.yaml public/build/runtime.js config/routes/annotations.yaml
    `,
    templates: lines`
      The file "{path}" does not contain valid YAML: Malformed inline string.
      An exception has been thrown during the rendering of a template in {word} (line 12).
      PHP Fatal error:  Uncaught TypeError: bad type in {path}:88
      Unable to write in the "cache" directory ({rootword}).
      Imported from "{path}": there is no extension able to load it
    `,
  },
  {
    name: "Spring Boot",
    described: "https://docs.spring.io/spring-boot/reference/using/structuring-your-code.html",
    files: words`
      src/main/java/de/hansen/kasse/OrderController.java src/main/resources/application-prod.yml pom.xml
      target/classes/static/index.html build/libs/kasse-0.4.1-SNAPSHOT.jar src/test/resources/data.sql
      src/main/resources/db/migration/V12__add_index.sql src/main/webapp/WEB-INF/jsp/order.jsp
    `,
    templates: lines`
      Starting KasseApplication using Java 21.0.2 with PID 4711 ({word} started by svc in {rootword})
      Parameter 0 of constructor in bean 'orders' defined in file [{path}] could not be found.
      java.io.FileNotFoundException: {path} (No such file or directory)
      Config data resource 'file [{path}]' cannot be found
      ERROR 1 --- [main] o.s.boot : Invalid or corrupt jarfile {word}
    `,
  },
  {
    name: "ASP.NET Core",
    described: "https://learn.microsoft.com/en-us/aspnet/core/fundamentals/",
    files: words`
      Controllers/OrdersController.cs Pages/Orders/_Row.cshtml Areas/Admin/Views/Home/Index.cshtml
      wwwroot/lib/bootstrap.min.js appsettings.Production.json Properties/launchSettings.json Program.cs
      obj/Debug/net8.0/project.assets.json Components/Layout/NavMenu.razor.css Data/Migrations/20240311_Init.Designer.cs
    `,
    templates: lines`
      at Shop.Web.OrdersService.LoadAsync(Int32 id) in {path}:line 58
      Content root path: {root}
      {path}(12,34): error CS0103: The name 'total' does not exist [{path}]
      System.IO.FileNotFoundException: Could not find file '{path}'.
      warn: Static[16]⏎The WebRootPath was not found: {rootword}. Static files may be unavailable.
    `,
  },
  {
    name: "Phoenix",
    described: "https://hexdocs.pm/phoenix/directory_structure.html",
    systems: ["posix"],
    files: words`
      lib/shop_web/live/order_live/index.ex lib/shop_web/controllers/page_html/home.html.heex config/runtime.exs
      priv/repo/migrations/20240311094500_create_orders.exs assets/js/app.js lib/shop/accounts/user_token.ex
      _build/dev/lib/shop/ebin/Elixir.Shop.beam deps/ecto/lib/ecto/repo.ex test/support/conn_case.ex
    `,
    templates: lines`
      ** (File.Error) could not read file "{path}": no such file or directory
      (shop 0.1.0) {word}:31: Shop.run/2
      == Compilation error in file {word} ==
      warning: variable "x" is unused⏎└─ {path}:14:7
      [error] cannot load "{path}": eacces
    `,
  },
  {
    name: "Hugo",
    described: "https://gohugo.io/getting-started/directory-structure/",
    files: words`
      content/posts/2024-05-ausflug/index.de.md content/_index.md layouts/_default/single.html data/team.toml
      layouts/partials/head/meta.html archetypes/default.md resources/_gen/images/karte_hu1a2b.webp hugo.toml
      layouts/_markup/render-link.html layouts/shortcodes/figure-2x.html static/CNAME
    `,
    templates: lines`
      Error: error building site: "{path}:7:1": failed to unmarshal YAML
      Watching for changes in {root}
      ERROR render of "page" failed: "{path}:12:20": execute of template failed
      Change of config file detected: {word}, rebuilding site.
      WARN  Unable to locate {word}
    `,
  },
];
