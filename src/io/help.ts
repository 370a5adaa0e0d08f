/** What --help prints. */
export const help = `sysctl-lint finds the TCP kernel parameters that a repository sets, and judges them.

  sysctl-lint [check] [PATH...]    find, judge and report; PATH is a file, a directory or a pattern,
                                   the current directory if none is given, - for standard input
  sysctl-lint settings [PATH...]   every setting found, judged by nothing
  sysctl-lint rules                the rules, a line each
  sysctl-lint explain RULE         one rule in full

  --format text|json|sarif         text for people (default), json for programs, sarif for code scanning (check only)
  --output FILE                    write the report to FILE
  --fail-on error|warning|notice|none
                                   the lowest severity that makes the exit status 1 (default error)
  --fix[=safe|all|RULE]            make fixes: those that leave the host as it is, also those of values, or one rule's;
                                   of standard input the fixed text is printed
  --diff                           print what fixes would change as a patch for git apply, and write nothing
  --kernel KERNELS                 the hosts' kernels: a release (6.1.192), a series (6.12), a range (5.10-6.12, 5.10-)
                                   or a distribution (debian-12, rhel9); default: 5.10 and newer
  --hz NUMBER                      their ticks per second, where known (default 100)
  --loader systemd|procps          what applies sysctl files at boot (default systemd)
  --exclude PATTERN                leave files out, written as in .gitignore; may be repeated
  --stdin-filename NAME            the name that standard input goes by, which tells its format (default stdin.conf)
  --config FILE                    a policy file
  --color, --no-color              colours; default: on a terminal, unless NO_COLOR is set
  -q, --quiet                      no summary
  -h, --help   -V, --version

Files are those that git tracks or would track, or without git those that no .gitignore leaves out.
Exit status: 0 nothing at or above --fail-on, 1 findings at or above it, 2 wrong use, 3 a fault of sysctl-lint.
`
