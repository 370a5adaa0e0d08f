/** What `sysctl-lint init` writes: everything that can be said, commented out but for the defaults. */
export const starter = `# yaml-language-server: $schema=https://raw.githubusercontent.com/OWNER/sysctl-lint/v1/schema/config.json
#
# The policy of sysctl-lint for this repository. Its reference: docs/configuration.md; what is in force for a file, and why:
#   sysctl-lint config path/to/file

# Built-in policies and files (./house.yml). Of several, all limits hold; article alone is the default.
#   article   the article that the rules start from
#   aks       what Azure Kubernetes Service allows    mongodb, rabbitmq, redshift, sap-hana   what their makers want
extends: article

# The kernels of the hosts: a release, a series, a range or a distribution. Default: 5.10 and newer.
# kernel: debian-12

# What applies sysctl files at boot: systemd (default) or procps.
# loader: systemd

# The severity of all findings of a rule: error, warning, notice, or off. sysctl-lint rules lists them.
rules:
  # keepalive-incomplete: warning
  # loader-disagreement: off

# House limits, in place of those of the extended policies: min and max (inclusive), one-of, severity, why.
parameters:
  # net.ipv4.tcp_fin_timeout:
  #   min: 15
  #   max: 45
  #   why: agreed with the network team
  # net.ipv4.tcp_congestion_control:
  #   one-of: [bbr, cubic]
  #   severity: error
  # net.ipv4.tcp_keepalive_probes: off

# Parameters that each host, tree or script must set; told where a run asks (--require, audits).
require:
  # - net.ipv4.tcp_syncookies

# Files to leave out, as in .gitignore.
exclude:
  # - legacy/

# What is different for some files; of several overrides that match, the last wins.
overrides:
  # - files: [roles/proxy/**]
  #   kernel: 6.12
  #   rules:
  #     tcp-tw-reuse: off
`
