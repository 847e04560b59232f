/** Lists whole paths by the machines that shape them: clusters, phones, web hosts and build machines. */

import { lines } from "./example-homes.js";
import { createFolderSource } from "./path-template.js";
import type { Source } from "./source.js";

const PRINTS = lines`
  The file "{path}" is open in another program.
  Error: EACCES, unlink '{path}'
  {"src":"{json}","ok":true}
  "msg":"{\"dir\":\"{jsonjson}\"}"
  Please have a look at «{path}».
  last folder: {path}
  <entry name="{html}"/>
  vi {shell}
`;
const HIERARCHY = "https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html";

export const MACHINE_FOLDERS: readonly Source[] = [
  createFolderSource(
    "Folders of computing clusters",
    HIERARCHY,
    lines`
      /scratch/users/kbrandt/jobs/4711/slurm-4711.out
      /gpfs/project/astro/kbrandt/run_0.7/params.nml
      /lustre/work/bio23/rna seq/sample-17_R1.fastq.gz
      /cluster/home/kbrandt/.conda/envs/torch/lib/libz.so
      /work/kbrandt/checkpoints/step=12000,loss=0.3/model.pt
      /dss/dsshome1/04/ga27kib/notes/plan.md
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of phones and tablets",
    "https://developer.android.com/training/data-storage",
    lines`
      /storage/emulated/0/WhatsApp/Media/Sent/IMG-20240511-WA0007.jpg
      /sdcard/Download/Befund Wrona (1).pdf
      /data/user/0/de.nordwind.app/files/entwurf.json
      /var/mobile/Containers/Data/Application/4F2A91C0-77AB/Documents/tagebuch.sqlite
      /storage/4F2A-91C0/Musik/Oma singt.m4a
      /data/data/com.termux/files/home/projekt/x.py
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of web hosts",
    HIERARCHY,
    lines`
      /kunden/homepages/12/d417188/htdocs/blog/wp-config.php
      /home/u417188/domains/baeckerei-holt/public_html/index.php
      /var/www/vhosts/tsv-altdorf/httpdocs/kalender/ics.php
      /usr/home/hotela/www/.htaccess
      /www/htdocs/w0188/forum/cache/sql_4f2a.php
      /home2/adlerhof/public_html/error_log
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of build machines",
    HIERARCHY,
    lines`
      /home/runner/work/nordwind/nordwind/src/app.ts
      /Users/distiller/zaehler/ios/Pods/A.m
      /var/lib/jenkins/workspace/hotel adler@2/build.xml
      /opt/atlassian/pipelines/agent/build/lindt/pom.xml
      /drone/src/stadtwerke/main.go
      /bitrise/src/adler/fastlane/Fastfile
      /codebuild/output/src417/src/holt/a.py
    `,
    PRINTS,
  ),
];
