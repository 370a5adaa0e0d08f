import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

/** MongoDB's FAQ on diagnostics, which names an order of magnitude; it is an upper bound here. */
export const mongodb: BuiltInPolicy = {
  name: 'mongodb',
  summary: 'hosts of mongod and mongos, and of their clients',
  limits: limitsOf(
    'mongodb',
    'https://www.mongodb.com/docs/manual/faq/diagnostics/#does-tcp-keepalive-time-affect-mongodb-deployments-',
    'wants',
    {
      'net.ipv4.tcp_keepalive_time': {
        max: 120,
        why: 'idle connections are cut in between otherwise; mongod and mongos cap their own at 300',
      },
    },
  ),
}
