/** Lists how installers and package managers print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const INSTALLER_MESSAGES: readonly Program[] = [
  {
    name: "dpkg and apt",
    described: "https://manpages.debian.org/bookworm/dpkg/dpkg.1.en.html",
    systems: ["posix"],
    files: words`deb/kasse_0.4-1_amd64.deb archives/lock repo/Packages.gz keys/hansen.asc`,
    templates: lines`
      dpkg: error: cannot access archive '{path}': No such file or directory
      dpkg: warning: while removing x, directory '{path}' not empty so not removed
      Preparing to unpack {word} ...
      E: Unsupported file {word} given on commandline
      deb [trusted=yes] file:{word} ./
      Selecting x⏎N: Download is performed unsandboxed as file '{path}' couldn't be accessed
      E: Could not open lock file {path} - open (13: denied)
    `,
  },
  {
    name: "RPM and DNF",
    described: "https://rpm.org/docs/latest/",
    systems: ["posix"],
    files: words`RPMS/x86_64/kasse-0.4-1.rpm SPECS/kasse.spec SOURCES/patch-3.diff repodata/repomd.xml`,
    templates: lines`
      error: open of {word} failed: No such file or directory
      Wrote: {path}
      error: Failed build dependencies in {path}
      warning: {word}: Header V4 RSA: NOKEY
      file {word} conflicts between attempted installs
      baseurl=file://{url}
      Can not load RPM file: {path}.
    `,
  },
  {
    name: "Homebrew and MacPorts",
    described: "https://docs.brew.sh/Manpage",
    systems: ["posix"],
    files: words`Cellar/jq/1.7.1 Brewfile Caskroom/kiosk/2.0 Taps/hansen/kasse.rb bin/jq`,
    templates: lines`
      Error: {word} is not writable.
      ==> Moving App to '{path}'
      🍺  {path}: 18 files, 1.2MB
      Warning: {word} is not in your PATH
      Error: No available formula; tried {path}
      Target {path}⏎already exists. You may want to remove it:⏎  rm '{single}'
      Using Brewfile at {path}
    `,
  },
  {
    name: "Windows Installer and setup programs",
    described: "https://learn.microsoft.com/en-us/windows/win32/msi/windows-installer-logging",
    systems: ["windows"],
    files: words`Setup/kiosk.msi Kiosk/app.exe temp/is-4F2A.tmp Kiosk/uninst.dat`,
    templates: lines`
      MSI (s) (1C:71) [09:45:00:123]: Product: Kiosk -- Error 1310. Error writing to file: {word}. Verify that you have access.
      Property(S): INSTALLDIR = {path}
      2024-05-11 09:45:00.123   Dest filename: {path}
      Executing op: SetTargetFolder(Folder={path})
      Error opening file for writing:⏎⏎"{path}"⏎⏎Click Retry
      msiexec /i "{path}" /qn
      Setup will install into the following folder:⏎{path}
      File: overwrite {path}
    `,
  },
  {
    name: "winget, Chocolatey and Scoop",
    described: "https://learn.microsoft.com/en-us/windows/package-manager/winget/",
    systems: ["windows"],
    files: words`tools/chocolateyinstall.ps1 apps/jq/1.7.1 shims/jq.exe manifest/k.yaml`,
    templates: lines`
      Software installed to '{path}'
      Extracting it to {path}...
      ERROR: The running command stopped because: Cannot find '{path}'.
      Manifest validation failed for {path}
      Linking {word} => k
      Diagnostics logs: {path}
      Couldn't remove '{path}'; it may be in use.
    `,
  },
  {
    name: "Flatpak, Snap and AppImage",
    described: "https://docs.flatpak.org/en/latest/",
    systems: ["posix"],
    files: words`snap/kiosk/common k.AppImage .var/app/org.kiosk.K/config flatpak/repo`,
    templates: lines`
      error: opening repo: opendir({word}): missing
      error: cannot open snap file: open {path}: denied
      --filesystem={word}
      cannot create user data directory: {path}: Read-only
      fuse: mountpoint is not empty: {path}
      Installing from {word} ...
      AppImage: cannot extract to {path}
    `,
  },
];
