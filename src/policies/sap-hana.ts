import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

/**
 * SAP note 2382421 version 40 as SUSE's saptune applies it (SUSE/saptune 1dcfeceb, notes/2382421). Left out: tcp_syn_retries, which
 * only old revisions of SAP HANA want, and tcp_tw_reuse, which depends on scale-out and NAT.
 */
export const sapHana: BuiltInPolicy = {
  name: 'sap-hana',
  summary: 'SAP HANA hosts, as SUSE applies SAP note 2382421',
  limits: limitsOf(
    'sap-hana',
    'https://github.com/SUSE/saptune/blob/1dcfecebe7e4659d8054cf830a77ab1542780ed3/ospackage/usr/share/saptune/notes/2382421',
    'wants',
    {
      'net.core.somaxconn': { min: 4096, why: 'a shorter queue silently cuts tcp_backlog of SAP HANA' },
      'net.ipv4.tcp_max_syn_backlog': { min: 8192, why: 'many connections at once must not look like a SYN flood' },
      'net.ipv4.tcp_slow_start_after_idle': {
        min: 0,
        max: 0,
        why: 'connections between nodes that were idle start at full speed again',
      },
      'net.ipv4.tcp_window_scaling': { min: 1, max: 1, why: 'buffers above 64 KiB need it' },
      'net.ipv4.tcp_timestamps': { min: 1, max: 1, why: 'tcp_tw_reuse needs them on all hosts' },
    },
  ),
}
