import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

const title = 'Why Does “netstat” Output Show Many Connections in CLOSE_WAIT Status?'

/** The article that the rules start from. They know more of its numbers than a table can say, and speak in its place. */
export const article: BuiltInPolicy = {
  name: 'article',
  summary: 'the article that the rules start from; in force unless extends leaves it out',
  limits: limitsOf('article', title, 'wants', {
    'net.ipv4.tcp_fin_timeout': {
      min: 15,
      max: 30,
      why: 'closed connections give back their resources sooner',
      source: `${title}, 1. TCP_FIN_TIMEOUT`,
    },
    'net.ipv4.tcp_keepalive_intvl': {
      min: 15,
      max: 30,
      why: 'dead peers are noticed sooner',
      source: `${title}, 2. TCP_KEEPALIVE_INTERVAL`,
    },
    'net.ipv4.tcp_keepalive_probes': {
      min: 5,
      max: 5,
      why: 'dead peers are noticed sooner',
      source: `${title}, 3. TCP_KEEPALIVE_PROBES`,
    },
    'net.ipv4.tcp_tw_reuse': {
      // it knows 0 and 1; 2 came with Linux 4.19 and is the default since
      oneOf: ['1', '2'],
      severity: 'notice',
      why: 'the safer alternative to tcp_tw_recycle',
      source: `${title}, 5. TCP_TW_REUSE`,
    },
  }),
}
