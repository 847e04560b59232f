/** Absolute paths as systems, shells and tools write them. */
import { path, plainParts, SCRIPTS, spacedParts, type Write } from "./path-parts.js";
import { capital, firm, fullName, person } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, type Piece, partly } from "./sample.js";

const drive = (random: Random): string => random.pick(["C", "D", "c", "E", "z"]);

const unix: Write = ({ user, folder, file }) => `/home/${user}/${folder}/src/${file}`;
const mac: Write = ({ user, folder, file }) => `/Users/${user}/${folder}/${file}`;
const windows: Write = ({ user, folder, file }, r) => `${drive(r)}:\\Users\\${user}\\${folder}\\${file}`;
const slashed: Write = ({ user, folder, file }, r) => `${drive(r)}:/Users/${user}/${folder}/${file}`;
const unc: Write = ({ user, folder, file }, r) => `\\\\${firm(r)}-nas\\${user}$\\${folder}\\${file}`;
const escaped: Write = (parts, r) => windows(parts, r).replaceAll("\\", "\\\\");

const inScripts: Record<string, (random: Random) => Piece> = Object.fromEntries(
  Object.entries(SCRIPTS).flatMap(([script, [user, folder, file]]) => {
    const parts = (r: Random) => ({ user: `${user}${r.digits(2)}`, folder, file });
    return [
      [`Unix, ${script}`, path(unix, parts)],
      [`macOS, ${script}`, path(mac, parts)],
      [`Windows, ${script}`, path(windows, parts)],
    ];
  }),
);

const volume: Write = ({ user, folder, file }) => `/Volumes/${capital(user)}-backup/${folder}/${file}`;

export const PATHS: readonly Maker[] = partly("path", {
  Unix: path(unix),
  "Unix, no extension": path(({ user, folder }) => `/home/${user}/${folder}`),
  "Unix, trailing slash": path(({ user, folder }) => `/home/${user}/${folder}/`),
  "Unix, hidden folder": path(({ user, folder, file }) => `/home/${user}/.config/${folder}/${file}`),
  "Unix, home alone": path(({ user }) => `/home/${user}`),
  "Unix, server folder": path(({ folder, file }, r) => `/srv/${firm(r)}/${folder}/${file}`),
  "Unix, data folder": path(({ folder, file }, r) => `/var/lib/${firm(r)}/${folder}/${file}`),
  "Unix, opt": path(({ folder, file }) => `/opt/${folder}/bin/${file}`),
  "Unix, temporary": path(({ user, folder }) => `/tmp/${user}/${folder}.sock`),
  "Unix, own root": path(({ folder, file }, r) => `/${firm(r)}/${folder}/${file}`),
  "Unix, other homes": path(({ user, folder, file }) => `/export/home/${user}/${folder}/${file}`),
  "Unix, dots": path(({ user, folder, file }) => `/home/${user}/../${user}/./${folder}/${file}`),
  "Unix, spaces": path(unix, spacedParts),
  "Unix, escaped spaces": path(
    (parts, r) => unix(parts, r).replaceAll(/[ ()&]/g, "\\$&"),
    (r) => ({
      ...plainParts(r),
      file: "final draft (2).md",
    }),
  ),
  macOS: path(mac),
  "macOS, library": path(
    ({ user, folder }) => `/Users/${user}/Library/Application Support/${folder}/settings.json`,
  ),
  "macOS, volume": path(volume),
  "macOS, spaces": path(mac, spacedParts),
  "macOS, private temporary": path(
    (_parts, r) => `/private/var/folders/${r.base36(2)}/${r.base36(30)}/T/build.log`,
  ),
  Windows: path(windows),
  "Windows, spaces": path(windows, spacedParts),
  "Windows, slashes": path(slashed),
  "Windows, slashes and spaces": path(slashed, spacedParts),
  "Windows, doubled": path(escaped),
  "Windows, doubled, spaces": path(escaped, spacedParts),
  "Windows, mixed": path(({ user, folder, file }, r) => `${drive(r)}:\\Users/${user}\\${folder}/${file}`),
  "Windows, program data": path(({ folder, file }, r) => `C:\\ProgramData\\${firm(r)}\\${folder}\\${file}`),
  "Windows, short name": path(
    ({ folder, file }, r) => `C:\\Users\\${person(r).last.slice(0, 6).toUpperCase()}~1\\${folder}\\${file}`,
  ),
  "Windows, extended": path((parts, r) => `\\\\?\\${windows(parts, r)}`),
  "Windows, device": path((parts, r) => `\\\\.\\${windows(parts, r)}`),
  "Windows, drive of its own": path(({ folder, file }, r) => `${drive(r)}:\\${firm(r)}\\${folder}\\${file}`),
  UNC: path(unc),
  "UNC, spaces": path(unc, spacedParts),
  "UNC, doubled": path((parts, r) => unc(parts, r).replaceAll("\\", "\\\\")),
  "UNC, slashes": path((parts, r) => unc(parts, r).replaceAll("\\", "/")),
  tilde: path(({ folder, file }) => `~/${folder}/${file}`),
  "tilde, other user": path(({ user, folder, file }) => `~${user}/${folder}/${file}`),
  $HOME: path(({ folder, file }) => `$HOME/${folder}/${file}`),
  "${HOME}": path(({ folder, file }) => ["$", `{HOME}/${folder}/${file}`].join("")),
  "%USERPROFILE%": path(({ folder, file }) => `%USERPROFILE%\\${folder}\\${file}`),
  "%APPDATA%": path(({ folder, file }) => `%APPDATA%\\${folder}\\${file}`),
  "$env:USERPROFILE": path(({ folder, file }) => `$env:USERPROFILE\\${folder}\\${file}`),
  WSL: path(({ user, folder, file }) => `/mnt/c/Users/${user}/${folder}/${file}`),
  "WSL share": path(({ user, folder }) => `\\\\wsl$\\Ubuntu\\home\\${user}\\${folder}`),
  "git-bash": path(({ user, folder, file }) => `/c/Users/${user}/${folder}/${file}`),
  Cygwin: path(({ user, folder, file }) => `/cygdrive/d/${user}/${folder}/${file}`),
  "file URL": path((parts, r) => `file://${unix(parts, r)}`),
  "file URL, Windows": path((parts, r) => `file:///${slashed(parts, r)}`),
  "file URL, encoded": path(
    (parts, r) => `file://${mac(parts, r)}`,
    (r) => ({ ...plainParts(r), user: encodeURIComponent(fullName(r)) }),
  ),
  "file URL, host": path((parts, r) => `file://${firm(r)}-nas${unix(parts, r)}`),
  "editor link": path((parts, r) => `vscode://file${unix(parts, r)}`),
  "Unix, line and column": path(unix, plainParts, ":42:17"),
  "macOS, line": path(mac, plainParts, ":128"),
  "Windows, line and column": path(windows, plainParts, ":7:3"),
  "Windows, line in parentheses": path(windows, plainParts, "(12,5)"),
  "Python frame": (random) => {
    const { text, sensitive } = path(unix)(random);
    return { text: `File "${text}", line 12, in <module>`, sensitive };
  },
  "Node frame": (random) => {
    const { text, sensitive } = path(unix)(random);
    return { text: `at load (file://${text}:12:7)`, sensitive };
  },
  "open failed": (random) => {
    const { text, sensitive } = path(unix)(random);
    return { text: `ENOENT: no such file or directory, open '${text}'`, sensitive };
  },
  "key's value": (random) => {
    const { text, sensitive } = path(unix)(random);
    return { text: `${random.pick(["cwd", "path", "PWD", "file", "outDir"])}=${text}`, sensitive };
  },
  "list of folders": (random) => {
    const makers = [path(unix)(random), path(mac)(random)];
    return {
      text: makers.map(({ text }) => text).join(":"),
      sensitive: makers.flatMap(({ sensitive }) => sensitive),
    };
  },
  ...inScripts,
});
