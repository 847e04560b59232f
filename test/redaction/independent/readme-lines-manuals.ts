/** Contains ordinary lines of manual pages, help texts, specifications and papers. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const README_LINES_MANUALS: readonly Source[] = [
  {
    name: "Help texts of commands",
    described: "GNU coding standards, --help; documentation of argument parsers",
    texts: ordinary(
      "line",
      lines`
      usage: rotate [-h] [--keep N] [--json] key
      Usage: pack [options] <input> [output]
      Options:
      -h, --help            show this help message and exit
      -u, --user=NAME       run as this user
      -k, --key=FILE        read the key from a file
      -p, --port=NUMBER     listen on this port (default: 8080)
      --password-stdin  read the password from standard input
      --no-token        do not send a token
      -n, --dry-run         print what would be done
      -j, --jobs=N          number of jobs (default: number of cores)
      Commands:
      login     sign in and keep a token
      whoami    print the current user
      keys      list, add and remove keys
      host      print the host that is in use
      Run 'pack help <command>' for more about a command.
      Mandatory arguments to long options are mandatory for short options too.
      With no FILE, or when FILE is -, read standard input.
      Exit status is 0 if a line is selected, 1 if not, 2 if an error occurred.
      The flags -u and -U cannot be combined.
      Values: auto, always, never (default: auto)
      Environment: PACK_TOKEN, PACK_HOST, NO_COLOR
      SIZE may end in K, M or G.
      Try 'pack --help' for more information.
      Did you mean --passphrase?
      Aliases: ls, list
      Type a number to choose, or q to quit [1-4]:
      Are you sure? [y/N]
      Examples: pack -v in.bin; pack - < in.bin
    `,
    ),
  },
  {
    name: "Manual pages of system calls",
    described: "Linux man-pages project, sections 2 and 3",
    texts: ordinary(
      "line",
      lines`
      getpass - get a password
      int openat(int dirfd, const char *pathname, int flags, mode_t mode);
      ssize_t read(int fd, void buf[.count], size_t count);
      On success, zero is returned.
      On error, -1 is returned, and errno is set to indicate the error.
      EAGAIN The operation would block.
      EINVAL flags contains a bit that is not allowed.
      ENAMETOOLONG The name is longer than 255 bytes.
      The behavior is undefined if the buffers overlap.
      This function is obsolete. Do not use it.
      Feature Test Macro Requirements for glibc (see feature_test_macros(7)):
      _POSIX_C_SOURCE >= 200112L
      If the key is IPC_PRIVATE, a new segment is created.
      struct passwd *getpwnam(const char *name);
      char *pw_passwd;   /* user password */
      uid_t pw_uid;      /* user ID */
      key_t ftok(const char *pathname, int proj_id);
      int getaddrinfo(const char *restrict node, const char *restrict service, ...);
      EAI_AGAIN The name server returned a temporary failure.
      The token is valid until the descriptor is closed.
      MT-Safe locale
      POSIX.1-2008, SVr4, 4.3BSD.
      SEE ALSO: crypt(3), shadow(5)
      Signals are delivered at the point at which the mask is cleared.
      The calling process must have the CAP_SYS_ADMIN capability.
      Since Linux 5.6: the flag has no effect.
      In the GNU C library, the limit is 1024.
      #include <unistd.h>
      The user should not rely on the order.
      A timeout of zero returns at once.
    `,
    ),
  },
  {
    name: "Lines of specifications",
    described: "RFC 2119 and RFC 8174, key words; ABNF of RFC 5234",
    texts: ordinary(
      "line",
      lines`
      The key words "MUST" and "SHOULD" are to be interpreted as described in RFC 2119.
      A server MUST NOT send a token that has expired.
      token          = 1*tchar
      user-agent     = product *( RWS ( product / comment ) )
      auth-param     = token BWS "=" BWS ( token / quoted-string )
      host           = IP-literal / IPv4address / reg-name
      The client includes the key in the first message only.
      If the password is empty, the octet string has length zero.
      Section 4.2 defines the order of fields.
      Figure 3: Header of a frame
      Length (24) | Type (8) | Flags (8)
      This document obsoletes RFC 7231.
      HTTP/1.1 401 Unauthorized
      Retry-After: 417
      Values from 0x40 to 0x7F are reserved.
      Implementations SHOULD limit the number of attempts.
      IANA has registered the following media type.
      Intended status: Informational
      Expires: 5 September 2024
      The secret is shared out of band.
      Table 1: Names of algorithms and the length of their keys
      Security Considerations
      A user agent that does not know a directive ignores it.
      time-offset = "Z" / time-numoffset
      An attacker at this point in the path can delay a message.
      The pseudo-header fields are defined in Section 8.3.
      MD5 and SHA-1 are not allowed in new designs.
      1*DIGIT "." 1*DIGIT
      Otherwise, the user is asked for consent.
      Appendix B. Changes since version -07
    `,
    ),
  },
  {
    name: "README of a scientific project",
    described: "READMEs of code that accompanies papers",
    texts: ordinary(
      "line",
      lines`
      Code for the experiments in sections 4 and 5 of the paper.
      All numbers are means over five seeds.
      | Model | Params | Top-1 | Top-5 |
      | base | 86M | 81.3 | 95.6 |
      Training takes about 14 hours on four A100 GPUs.
      Tokens are split into pieces of at most 512.
      The key idea is to share the weights of the first layers.
      Queries, keys and values have 64 dimensions each.
      python train.py --config base.yaml --seed 7 trainer.max_steps=48000
      Results differ slightly between CUDA 11.8 and 12.1.
      The user study had 31 participants.
      No data of participants is part of this repository.
      Figure 2 is drawn by the notebook of that name.
      The checkpoints are 340 MB each.
      We report F1 at a threshold of 0.5.
      Ablations: without attention, without warm-up, with half the data
      Preprocessing drops sentences with more than 200 tokens.
      Errata: table 3 of the first version has two columns swapped.
      If you use this code, please cite the paper.
      @inproceedings{keys2024,
      title = {Shared Keys in Sparse Attention},
      Evaluation follows the script of the shared task.
      Baselines were tuned with the same budget.
      The loss is undefined for an empty batch.
      Requires: torch==2.2.0, einops>=0.7
      Known to work on Ubuntu 22.04 and Python 3.11.
      The license of the data does not allow commercial use.
      p < 0.01, two-sided, n = 412
      See the appendix for all hyperparameters.
      Host memory of at least 64 GB is recommended.
    `,
    ),
  },
];
