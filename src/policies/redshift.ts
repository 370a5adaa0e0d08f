import { type BuiltInPolicy, limitsOf } from './built-in-policy.ts'

/**
 * Amazon Redshift's management guide, read at amazon-redshift-management-guide 358db893. A firewall is kept awake by more frequent
 * probes as well, so its intervals are upper bounds here.
 */
export const redshift: BuiltInPolicy = {
  name: 'redshift',
  summary: 'clients of Amazon Redshift that reach it through a firewall',
  limits: limitsOf(
    'redshift',
    'https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-firewall-guidance.html',
    'wants',
    {
      'net.ipv4.tcp_keepalive_time': { max: 200, why: 'firewalls in between forget idle connections' },
      'net.ipv4.tcp_keepalive_intvl': { max: 200, why: 'firewalls in between forget idle connections' },
      'net.ipv4.tcp_keepalive_probes': { min: 5, max: 5, why: 'the count that goes with its intervals' },
    },
  ),
}
