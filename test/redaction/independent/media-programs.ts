/** Lists how programs for films, sound, pictures and drawings print a path. */

import { lines } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILMS = lines`
  Urlaub Kreta/tag1.mkv
  raw/C0012.MP4
  export/schnitt_v3.mov
  Oma 80. Geburtstag.avi
  clips/intro.webm
`;
const PICTURES = lines`
  RAW/DSC_0412.NEF
  Hochzeit/kuss.tif
  logo final.svg
  web/banner@2x.webp
  scans/seite-003.png
`;

export const MEDIA_PROGRAMS: readonly Program[] = [
  {
    name: "FFmpeg",
    described: "https://ffmpeg.org/ffmpeg.html",
    files: FILMS,
    templates: lines`
      Input #0, matroska, from '{path}':
      Output #0, mp4, to '{path}':
      {path}: No such file or directory
      ffmpeg -i {shell} -c copy x.mp4
      File '{path}' already exists. Overwrite? [y/N]
      [concat @ 0x55d4] Impossible to open '{path}'
      Error opening input file {word}.
      file '{single}'
    `,
  },
  {
    name: "ImageMagick and ExifTool",
    described: "https://imagemagick.org/script/command-line-processing.php",
    files: PICTURES,
    templates: lines`
      magick: unable to open image '{path}': missing @ error/blob.c/OpenBlob/3571.
      {word} PNG 640x480 8-bit sRGB 12KB
      ======== {path}
      Directory                       : {path}
      Error: File not found - {path}
      convert {shell} -resize 50% k.gif
      Warning: [minor] bad MakerNotes - {path}
    `,
  },
  {
    name: "Blender",
    described: "https://docs.blender.org/manual/en/latest/advanced/command_line/index.html",
    files: lines`
      haus.blend
      Texturen/holz.exr
      render/0001.png
      addons/gitter.py
      Auto Garage_v2.blend1
    `,
    templates: lines`
      Read blend: "{path}"
      Saved: '{path}'⏎ Time: 00:03.12
      Warning: Unable to open '{path}': missing
      Fra:1 Mem:71M | Saving {path}
      bpy.ops.wm.open_mainfile(filepath="{json}")
      Library file, "{path}", is missing
      Cannot read file "{path}": No such file
    `,
  },
  {
    name: "OBS Studio and VLC",
    described: "https://obsproject.com/kb",
    files: FILMS,
    templates: lines`
      09:45:00.123: [ffmpeg muxer: 'k'] Writing file '{path}'...
      09:45:00.123: Failed to open '{path}': disk full
      [00007f3c] filesystem stream error: cannot open file {word} (missing)
      VLC is unable to open the MRL 'file://{url}'. Check the log.
      "local_file": "{json}",⏎"looping": false
      09:45:00.123: 	- input file: {path}
      #EXTINF:71,x⏎{path}
    `,
  },
  {
    name: "Photo managers",
    described: "https://docs.darktable.org/usermanual/stable/en/",
    files: PICTURES,
    templates: lines`
      [dt_imageio] failed to load: ${"`"}{path}'
      0.4123 [import] skipped {path}
      The photo “{path}” is missing. Locate it?
      Catalog: {path}
      digikam.general: could not scan "{path}"
      <image filename="{html}" stars="3"/>
      exported to ${"`"}{path}'
      1 photo was not imported: {path}
    `,
  },
  {
    name: "Sound editors",
    described: "https://manual.audacityteam.org/",
    files: lines`
      Podcast/folge 12.aup3
      samples/kick.wav
      Band Probe/take 4.flac
      mix/master_v2.aiff
      loops/120bpm.ogg
    `,
    templates: lines`
      Could not open file: "{path}".
      Missing sample: {path}
      sox FAIL formats: can't open input file ${"`"}{path}': missing
      [Track 3] media offline ({word})
      Project saved to {path}
      aplay: main:831: {word}: denied
      Cue sheet⏎FILE "{path}" WAVE
      bounced in 12 s → {path}
    `,
  },
  {
    name: "CAD and 3D printing",
    described: "https://wiki.freecad.org/Start_up_and_Configuration",
    files: lines`
      teile/halter.FCStd
      druck/gehäuse.gcode
      Plan Küche.dwg
      export/zahnrad.stl
      stl/deckel v2.3mf
    `,
    templates: lines`
      Error while opening document: {path}
      ; generated from {path}
      Xref "x": {word} cannot be found.
      Slicing {word} took 12 s
      [error] Failed to parse the model {path}
      ECHO: "{double}"
      WARNING: Can't open include file '{path}'.
      Command: OPEN⏎Enter name: {path}
    `,
  },
  {
    name: "Adobe programs",
    described: "https://helpx.adobe.com/photoshop/using/preferences.html",
    files: PICTURES,
    systems: ["posix", "windows"],
    templates: lines`
      Could not save “{path}” because the disk is full.
      The link {word} is missing or modified.
      app.open(new File("{json}"));
      Could not complete your request because "{path}" is locked.
      The scratch disk is {path}
      photoshop:DocumentPath="{html}"
      Media Pending: {path}
    `,
  },
];
