import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

const why = 'node pools are offered no other value'

/**
 * What Azure Kubernetes Service lets node pools choose, read at azure-aks-docs 0f293982 (June 2026). It names no interval for
 * tcp_tw_reuse any more, and two for the two ends of ip_local_port_range, which a limit of each number cannot say.
 */
export const aks: BuiltInPolicy = {
  name: 'aks',
  summary: 'the intervals that Azure Kubernetes Service allows in linuxOSConfig.sysctls',
  limits: limitsOf('aks', 'https://learn.microsoft.com/azure/aks/custom-node-configuration', 'allows', {
    'net.ipv4.tcp_fin_timeout': { min: 5, max: 120, why },
    'net.ipv4.tcp_keepalive_time': { min: 30, max: 432000, why },
    'net.ipv4.tcp_keepalive_intvl': { min: 10, max: 90, why },
    'net.ipv4.tcp_keepalive_probes': { min: 1, max: 15, why },
    'net.ipv4.tcp_max_syn_backlog': { min: 128, max: 3240000, why },
    'net.ipv4.tcp_max_tw_buckets': { min: 8000, max: 1440000, why },
    'net.core.somaxconn': { min: 4096, max: 3240000, why },
    'net.core.netdev_max_backlog': { min: 1000, max: 3240000, why },
    'net.core.rmem_max': { min: 212992, max: 134217728, why },
    'net.core.wmem_max': { min: 212992, max: 134217728, why },
    'net.core.optmem_max': { min: 20480, max: 4194304, why },
    'net.netfilter.nf_conntrack_max': { min: 131072, max: 2097152, why },
  }),
}
