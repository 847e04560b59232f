/** Lists how package managers of languages print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const DEPENDENCY_MESSAGES: readonly Program[] = [
  {
    name: "conda and mamba",
    described: "https://docs.conda.io/projects/conda/en/stable/",
    files: words`miniconda3/envs/ml environment.yml pkgs/numpy-1.26 .condarc envs/geo/bin/python`,
    templates: lines`
      environment location: {path}
      EnvironmentLocationNotFound: Not a conda environment: {path}
      ml                    *  {path}
      NotWritableError: The current user does not have write permissions.⏎  target: {path}
      CondaError: Cannot link a source that does not exist. {path}
      conda activate {word}
      prefix: {path}
      EnvironmentFileNotFound: '{path}' file not found
    `,
  },
  {
    name: "Poetry, uv and pipx",
    described: "https://docs.astral.sh/uv/",
    files: words`uv.lock .venv pyproject.toml dist/k-0.4.whl tools/ruff/bin`,
    templates: lines`
      Using CPython 3.12.1 interpreter at: {path}
      error: failed to read from file ${"`"}{path}${"`"}: missing
      Poetry could not find a project in {word} or its parents
      Creating virtualenv k-4F2A-py3.12 in {path}
      warning: ${"`"}VIRTUAL_ENV={word}${"`"} does not match and will be ignored
      Caused by: os error 2 at path "{json}"
      - Built {word}
      These apps are now globally available⏎{path}
    `,
  },
  {
    name: "Nix",
    described: "https://nix.dev/manual/nix/stable/",
    systems: ["posix"],
    files: words`flake.nix nixos/configuration.nix overlays/default.nix result/bin/k shell.nix`,
    templates: lines`
      error: getting status of '{path}': No such file or directory
      at {word}:12:5:⏎⏎   11|
      warning: Git tree '{root}' is dirty
      error: path '{path}' is not in the Nix store
      imports = [ {word} ];
      error: undefined variable 'x' at {path}:3:7
      nix build path:{word}#k
    `,
  },
  {
    name: "Composer and PEAR",
    described: "https://getcomposer.org/doc/",
    files: words`composer.json vendor/bin/phpunit auth.json vendor/psr/log packages/lager`,
    templates: lines`
      Composer could not find it in {word}
      Class X located in {word} does not comply with psr-4 autoloading standard. Skipping.
      - Installing acme/k (dev-main): Symlinking from {path}
      "{path}" does not contain valid JSON⏎Parse error on line 3
      Changed current directory to {path}
      {word} is not writable.
      {"type":"path","url":"{json}","options":[]}
    `,
  },
  {
    name: "NuGet",
    described: "https://learn.microsoft.com/en-us/nuget/reference/errors-and-warnings",
    systems: ["windows"],
    files: words`NuGet.Config Lager.csproj packages/Polly.8.2 obj/project.nuget.cache`,
    templates: lines`
      {word} : error NU1101: Unable to find package Zed.
      Restored {word} (in 312 ms).
      NuGet Config files used:⏎    {path}
      error NU1301: The local source '{path}' doesn't exist.
      Installing Polly to {path}
      <add key="local" value="{html}" />
      The package folder {word} is read-only.
    `,
  },
  {
    name: "Bundler and CocoaPods",
    described: "https://bundler.io/man/bundle-install.1.html",
    systems: ["posix"],
    files: words`Gemfile.lock Podfile vendor/cache/rake-13.0.gem Pods/Manifest.lock kiosk.gemspec`,
    templates: lines`
      Could not locate Gemfile in {path}
      Bundled gems are installed into ${"`"}{path}${"`"}
      There was an error while trying to write to ${"`"}{path}${"`"}. It is likely that
      [!] No such file at {path}
      Installing k from path {word} was skipped
      # from⏎#  {word}:12
      bundle config set --local path {word}
    `,
  },
];
