// Written by scripts/generate.mjs from the rules; not to be edited.

/** Every rule's id with its summary, without the rules themselves. */
export const ruleSummaries: Readonly<Record<string, string>> = {
  'invalid-value': 'a value that the kernel refuses',
  'keepalive-incomplete': 'tcp_keepalive_intvl or tcp_keepalive_probes set without tcp_keepalive_time',
  'loader-disagreement': 'files of which systemd-sysctl and sysctl --system make different values',
  'malformed-line': 'a line about TCP that the loader cannot read as an assignment',
  'misread-value': 'a value that the kernel accepts and reads as something else',
  'missing-reason': 'a comment that sets a finding aside without a reason',
  'never-read': 'a file or an entry that nothing ever loads',
  'no-effect': 'a parameter that the kernel still accepts and no longer looks at',
  'not-persistent': 'a write to the running kernel that no file makes permanent',
  'outside-policy': 'a value outside the limits of the configuration',
  overridden: 'a setting that never holds, because something else wins by surprise',
  'removed-parameter': 'a parameter that the kernel no longer has',
  'required-parameter': 'a target that does not set what the configuration requires',
  syntax: 'a file that its own tool cannot read',
  'tcp-fin-timeout': 'tcp_fin_timeout outside 15 to 30 seconds',
  'tcp-keepalive-intvl': 'tcp_keepalive_intvl outside 15 to 30 seconds',
  'tcp-keepalive-probes': 'tcp_keepalive_probes other than 5',
  'tcp-tw-recycle': 'tcp_tw_recycle, which broke clients behind NAT and is gone since Linux 4.12',
  'tcp-tw-reuse': 'tcp_tw_reuse switched off, or on without tcp_timestamps',
  'unknown-parameter': 'a name that is no parameter of the kernel',
  'unused-ignore': 'a comment that sets nothing aside',
}
