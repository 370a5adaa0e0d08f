import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

const page = 'https://www.rabbitmq.com/docs/networking'

/**
 * RabbitMQ's guide to networking, read at rabbitmq-website 29cb9ecf. Its keepalive values are an example of reduced ones, so they are
 * upper bounds here. What it says of tcp_tw_reuse depends on NAT and is no limit.
 */
export const rabbitmq: BuiltInPolicy = {
  name: 'rabbitmq',
  summary: 'RabbitMQ nodes with many connections that come and go',
  limits: limitsOf('rabbitmq', page, 'wants', {
    'net.ipv4.tcp_fin_timeout': {
      min: 15,
      max: 30,
      why: 'closed connections must not build up',
      source: `${page}#dealing-with-high-connection-churn`,
    },
    'net.ipv4.tcp_keepalive_time': {
      max: 30,
      why: 'heartbeats alone notice lost clients too late where connections come and go',
      source: `${page}#dealing-with-high-connection-churn`,
    },
    'net.ipv4.tcp_keepalive_intvl': {
      max: 10,
      why: 'heartbeats alone notice lost clients too late where connections come and go',
      source: `${page}#dealing-with-high-connection-churn`,
    },
    'net.ipv4.tcp_keepalive_probes': {
      max: 4,
      why: 'heartbeats alone notice lost clients too late where connections come and go',
      source: `${page}#dealing-with-high-connection-churn`,
    },
    'net.core.somaxconn': {
      min: 4096,
      why: 'clients that reconnect all at once need room in the listen queue',
      source: `${page}#key-relevant-kernel-options`,
    },
    'net.ipv4.tcp_max_syn_backlog': {
      min: 4096,
      why: 'a starting value for throughput',
      source: `${page}#key-relevant-kernel-options`,
    },
  }),
}
