/** Contains ordinary lines as desktop programs, servers of games and tools for media print them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const LOG_LINES_PROGRAMS: readonly Source[] = [
  {
    name: "FFmpeg output",
    described: "FFmpeg documentation, report and progress",
    texts: ordinary(
      "line",
      lines`
      ffmpeg version 6.1.1 Copyright (c) 2000-2023 the FFmpeg developers
      built with gcc 13.2.0 (Rev3, Built by MSYS2 project)
      configuration: --enable-gpl --enable-version3 --enable-libx264
      libavutil      58, libavcodec 60, libavformat 60
      Stream #0:0(und): Video: h264 (High) (avc1 / 0x31637661), yuv420p(tv, bt709), 1920x1080, 4312 kb/s, 25 fps, 25 tbr, 12800 tbn (default)
      Stream #0:1(eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp, 128 kb/s (default)
      Stream #0:0 -> #0:0 (h264 (native) -> hevc (libx265))
      Press [q] to stop, [?] for help
      frame=  712 fps= 48 q=28.0 size=    4096kB time=00:00:28.48 bitrate=1178.2kbits/s speed=1.92x
      video:3912kB audio:441kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: 0.412310%
      [libx264 @ 0x55d1c2a0] using cpu capabilities: MMX2 SSE2Fast SSSE3 SSE4.2 AVX FMA3 BMI2 AVX2
      [libx264 @ 0x55d1c2a0] profile High, level 4.0, 4:2:0, 8-bit
      [libx264 @ 0x55d1c2a0] frame I:4     Avg QP:19.02  size: 41233
      [mp4 @ 0x55d1c9c0] Starting second pass: moving the moov atom to the beginning
      [swscaler @ 0x55d1d000] deprecated pixel format used, make sure you did set range correctly
      [aac @ 0x55d1d1c0] Qavg: 512.013
      Unknown encoder 'libx266'
      Option framerates not found.
      Conversion failed!
      Output file is empty, nothing was encoded
      At least one output file must be specified
      Automatic encoder selection failed for output stream #0:1.
      Past duration 0.999992 too large
      Application provided invalid, non monotonically increasing dts to muxer in stream 1: 512 >= 512
      [hls @ 0x55d1e800] keepalive request failed, retrying with new connection
      Duration: 00:03:12.48, start: 0.000000, bitrate: 4441 kb/s
      Side data: displaymatrix: rotation of -90.00 degrees
      encoder         : Lavf60.16.100
      handler_name    : SoundHandler
      Exiting normally, received signal 2.
    `,
    ),
  },
  {
    name: "Minecraft servers",
    described: "Documentation of Paper and Fabric, server logs",
    texts: ordinary(
      "line",
      lines`
      [08:00:00] [ServerMain/INFO]: Environment: authHost=none, name=PROD
      [08:00:03] [Server thread/INFO]: Starting minecraft server version 1.20.4
      [08:00:03] [Server thread/INFO]: Loading properties
      [08:00:03] [Server thread/INFO]: Default game type: SURVIVAL
      [08:00:03] [Server thread/INFO]: Generating keypair
      [08:00:04] [Server thread/INFO]: Preparing level "world"
      [08:00:07] [Worker-Main-2/INFO]: Preparing spawn area: 83%
      [08:00:09] [Server thread/INFO]: Done (5.412s)! For help, type "help"
      [08:04:10] [Server thread/WARN]: Can't keep up! Is the server overloaded? Running 2312ms or 46 ticks behind
      [08:05:00] [Server thread/INFO]: Saving chunks for level 'ServerLevel[world]'
      [08:05:01] [Server thread/INFO]: ThreadedAnvilChunkStorage: All dimensions are saved
      [08:06:00] [Server thread/ERROR]: Encountered an unexpected exception
      [08:06:01] [User Authenticator #1/INFO]: lost connection: Disconnected
      [08:06:02] [Server thread/INFO]: You are not whitelisted on this server!
      [08:07:00] [Server thread/WARN]: **** SERVER IS RUNNING IN OFFLINE/INSECURE MODE!
      [08:08:00] [Server thread/INFO]: Stopping server
      [08:08:01] [Server thread/INFO]: Flushing Chunk IO
      [08:10:00 INFO]: [Vault] Enabling Vault v1.7.3
      [08:10:01 WARN]: Legacy plugin LoginTimer v0.4 does not specify an api-version.
      [08:10:02 ERROR]: Could not load 'Keys.jar' in folder 'plugins'
      [main/INFO]: Loading 14 mods: fabric-api 0.96.4, java 17, minecraft 1.20.4
      [main/WARN]: Reference map 'keys.refmap.json' could not be read
      [Render thread/INFO]: OpenAL initialized.
      [Render thread/INFO]: Created: 1024x1024x4 minecraft:textures/atlas/blocks.png-atlas
      [Netty Epoll Server IO #2/ERROR]: Exception caught in connection
      Unknown or incomplete command, see below for error
      Set the time to 1000
      Gamerule keepInventory is now set to: true
      TPS from last 1m, 5m, 15m: 20.0, 19.8, 19.9
      Failed to verify username!
    `,
    ),
  },
  {
    name: "X11, Wayland and GNOME",
    described: "Documentation of Xorg, GLib logging and PipeWire",
    texts: ordinary(
      "line",
      lines`
      [    12.104] (II) Module glx: vendor="X.Org Foundation"
      [    12.311] (WW) Falling back to old probe method for fbdev
      [    12.340] (EE) Failed to load module "nv" (module does not exist, 0)
      [    12.800] (--) Depth 24 pixmap format is 32 bpp
      [    13.001] (==) Automatically adding devices
      (gedit:4711): Gtk-WARNING **: 08:12:04.118: Theme parsing error: gtk.css:12:4: 'shade' is not a valid color name
      (process:812): GLib-CRITICAL **: 08:12:05.001: g_hash_table_lookup: assertion 'hash_table != NULL' failed
      Gdk-Message: 08:12:06.310: Error flushing display: Broken pipe
      Failed to load module "canberra-gtk-module"
      dconf-WARNING **: failed to commit changes to dconf: timeout
      JS ERROR: TypeError: this._user is null
      Window manager warning: last_user_time (712311) is greater than comparison timestamp (712002).
      libinput error: client bug: timer event debounce: scheduled expiry is in the past (-12ms)
      Key repeat discarded, the system is too slow
      xkbcomp: Warning: Unsupported maximum keycode 708, clipping.
      The XKEYBOARD keymap compiler reports errors
      wl_display: error 1: invalid arguments for xdg_toplevel.set_title
      [W][00042.118] pw.node | suspended -> error
      spa.alsa: hw:0: snd_pcm_start: Broken pipe
      pulseaudio: Failed to find a working profile.
      gnome-keyring-daemon: couldn't access control socket, already running?
      pam_unix(gdm-password:auth): authentication failure
      No protocol specified
      cannot open display: :0
      qt.qpa.plugin: Could not find the Qt platform plugin "wayland" in ""
      QObject::connect: signal not found in LoginDialog
      kwin_core: Compositing is not possible
      Fontconfig warning: unknown element "blank"
      dbus-daemon[71]: [session uid=1000 pid=71] Activating service name='portal'
      Tracker: 12 files indexed, 3 skipped
    `,
    ),
  },
  {
    name: "Antivirus and firewalls",
    described: "Documentation of ClamAV, Fail2ban and ufw, logs",
    texts: ordinary(
      "line",
      lines`
      LibClamAV Warning: The virus database is older than 7 days!
      Known viruses: 8684129
      Engine version: 1.0.5
      Scanned files: 712
      Infected files: 0
      Data scanned: 41.22 MB
      Time: 12.310 sec (0 m 12 s)
      Wed Mar  6 06:30:00 2024 -> Limits: Global time limit set to 120000 milliseconds.
      Wed Mar  6 06:30:01 2024 -> Database correctly reloaded (8684129 signatures)
      Wed Mar  6 06:30:02 2024 -> SelfCheck: Database status OK.
      daily database available for update (local version: 27205, remote version: 27206)
      freshclam daemon 1.0.5 (OS: Linux, ARCH: x86_64)
      2024-03-06 06:31:00,001 fail2ban.server         [12]: INFO    Starting Fail2ban v1.0.2
      2024-03-06 06:31:00,120 fail2ban.jail           [12]: INFO    Jail 'sshd' started
      2024-03-06 06:31:00,130 fail2ban.filter         [12]: INFO      maxRetry: 5
      2024-03-06 06:31:00,140 fail2ban.actions        [12]: INFO      banTime: 600
      2024-03-06 06:32:00,000 fail2ban.filtersystemd  [12]: NOTICE  Jail started without 'journalmatch' set.
      Firewall is active and enabled on system startup
      Default: deny (incoming), allow (outgoing), disabled (routed)
      Rule added (v6)
      Skipping adding existing rule
      Could not delete non-existent rule
      type=AVC msg=audit(1709706000.123:71): avc:  denied  { read } for  pid=812 comm="nginx" scontext=system_u:system_r:httpd_t:s0
      type=USER_AUTH msg=audit(1709706001.118:72): op=PAM:authentication acct="root" res=failed
      SELinux is preventing nginx from read access
      apparmor="DENIED" operation="open" profile="snap.kiosk" pid=71 requested_mask="r"
      Rootkit checks: 0 suspects
      Warning: The command has been replaced by a script
      aide: 3 entries changed, 0 added
      lynis: Hardening index : 71 [##############      ]
    `,
    ),
  },
];
