/** Contains ordinary lines of the READMEs and notes of tools for data, games and devices. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const README_LINES_TOOLS: readonly Source[] = [
  {
    name: "README of a database",
    described: "READMEs of embedded databases on package registries",
    texts: ordinary(
      "line",
      lines`
      A small key-value store with ordered keys.
      Writes go to a log first and are merged in the background.
      Keys are at most 512 bytes, values at most 4 MB.
      ${"`"}db.get(key)${"`"} returns ${"`"}undefined${"`"} when there is no such key.
      Use a batch when several keys have to change at once.
      Iterators see a snapshot from the point in time at which they were opened.
      Compaction needs about twice the size of the largest table.
      Set ${"`"}sync: true${"`"} if you cannot lose the last second.
      A reader never blocks a writer.
      Benchmarks: 412,000 reads/s and 81,000 writes/s on a laptop.
      Encryption at rest is planned, see the roadmap.
      The file format has not changed since 2.0.
      Do not share one database between two processes.
      Prefix scans are as cheap as a range of keys.
      Bloom filters need ten bits per key by default.
      - [x] Transactions
      - [ ] Secondary indexes
      - [ ] Users and permissions
      What happens when the disk is full? Writes fail with ${"`"}ENOSPC${"`"}, reads keep working.
      The name is a pun on a type of tree.
      Deleted keys are removed at the next compaction.
      There is no server, no user and no password.
      Pass ${"`"}readOnly${"`"} to open a database without a lock.
      Corrupt blocks are reported with their offset.
      All numbers are little-endian, see the format notes.
      Tested with 10 million keys of random length.
      Repair mode drops what it cannot read.
      Contributions of benchmarks are welcome.
      License: MIT or Apache-2.0, at your option
      If it breaks, you get to keep both pieces.
    `,
    ),
  },
  {
    name: "README of a game",
    described: "READMEs of open-source games",
    texts: ordinary(
      "line",
      lines`
      A roguelike about a lighthouse keeper.
      Arrow keys move, Space jumps, Escape opens the menu.
      Press any key to continue.
      Keys open doors of the same color.
      The password of level 4 is shown after the credits.
      Gamepads are supported; hold Start to map the keys.
      Needs OpenGL 3.3 or WebGL 2.
      Saves are kept between versions from 0.6 on.
      Mods are plain Lua, see the example mod.
      The seed of a run is shown in the corner.
      Start with ${"`"}--seed 4711${"`"} to replay the same map.
      Host a match from the menu; up to eight players can join.
      Guests need the same version as the host.
      Sprites are CC BY 4.0, code is GPL 3.0.
      Known issue: no sound at startup on some Linux systems.
      Fixed: the boss of world 3 no longer leaves the map.
      Balance: swords do 8 instead of 11 damage.
      New: a token for each hidden room.
      The frame rate is capped at 144.
      Turn off shadows if your machine gets warm.
      Made in 72 hours for a jam.
      Please attach the replay if the game crashes at a fixed point.
      The editor is hidden behind F10.
      Translations: German, Czech, Japanese (80%).
      Speedrun timer: starts at the first key press.
      Cheats disable achievements.
      The soundtrack was recorded in a kitchen.
      Built with love and too much coffee.
      A run takes about forty minutes.
      No accounts, no ads, no tracking.
    `,
    ),
  },
  {
    name: "README of firmware",
    described: "READMEs of firmware projects for small boards",
    texts: ordinary(
      "line",
      lines`
      Supported boards: ESP32-C3, RP2040, nRF52840
      Hold BOOT while you plug in the cable.
      The LED blinks twice at startup and stays on when the device is online.
      Baud rate: 115200 8N1
      | Pin | Function | Note |
      | 4 | SDA | 4.7k pull-up |
      ${"`"}#define LED_PIN 13${"`"}
      Deep sleep draws 14 µA at 3.3 V.
      The first boot takes up to 30 s, since the flash is formatted.
      Set the name of the network and the password on the setup page.
      Pairing mode ends after two minutes.
      MQTT user and password are optional.
      Topics: ${"`"}sensor/temperature${"`"}, ${"`"}sensor/humidity${"`"}, ${"`"}cmd/reboot${"`"}
      OTA updates need twice the size of the image.
      If the token is wrong, the device answers with 401 and waits 5 s.
      Build: ${"`"}idf.py build flash monitor${"`"}
      west build -b nrf52840dk_nrf52840 -p auto
      Erase the key store with ${"`"}nvs erase auth${"`"}.
      I2C scan: device found at 0x3C
      Partition table: nvs 0x9000 24K, app0 0x10000 1536K
      CRC-16/MODBUS, polynomial 0x8005
      The case is printed in PETG, 0.2 mm layers.
      The clock drifts by about 2 s a day without NTP.
      Factory reset: hold both buttons for ten seconds.
      Errata: v1.1 boards have RX and TX swapped.
      Do not feed 5 V into the ADC pins.
      Bill of materials: 14 parts, about 9 EUR
      Each frame starts with 0xAA 0x55.
      Watchdog resets after 8 s without a heartbeat.
      Power over USB-C, no battery included
    `,
    ),
  },
  {
    name: "Notes of releases of desktop programs",
    described: "Release notes of desktop applications",
    texts: ordinary(
      "line",
      lines`
      What's new in 4.2
      Tabs can be pinned and moved between windows.
      Dark mode follows the system at last.
      The search box finds words with accents.
      Fixed a crash when a second monitor is unplugged.
      Fixed: the password field lost its focus after Tab.
      Fixed: "Remember me" was ignored after an update.
      Improved: opening large files is up to 3x faster.
      The key for the command palette is now Ctrl+Shift+P.
      Removed the old importer, which nobody used.
      Drag a column to change the order.
      Files are saved on exit, you can turn this off.
      The updater checks the signature of each package.
      Known issues: fonts look thin on HiDPI screens.
      Windows 7 is no longer supported.
      Thanks to everyone who tested the beta!
      Accessibility: every button has a label.
      New languages: Basque, Welsh
      Printing keeps the margins of the document.
      macOS: fixed the menu bar on Sonoma.
      Linux: Wayland is used by default.
      Updated Chromium to 122 and Node.js to 20.11.
      The trial lasts 30 days and needs no account.
      Passwords in exported settings are left out.
      Two-factor codes can be pasted.
      Undo works across tabs.
      Sync: conflicts are shown side by side.
      The minimum window size is 640 × 480.
      Build 7781, signed
      See the manual for a complete list.
    `,
    ),
  },
];
