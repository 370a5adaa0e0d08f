var n=Object.defineProperty;var p=Object.getOwnPropertyDescriptor;var d=Object.getOwnPropertyNames;var u=Object.prototype.hasOwnProperty;var w=(r,e)=>{for(var i in e)n(r,i,{get:e[i],enumerable:!0})},y=(r,e,i,o)=>{if(e&&typeof e=="object"||typeof e=="function")for(let t of d(e))!u.call(r,t)&&t!==i&&n(r,t,{get:()=>e[t],enumerable:!(o=p(e,t))||o.enumerable});return r};var g=r=>y(n({},"__esModule",{value:!0}),r);var b={};w(b,{init:()=>m});module.exports=g(b);var c=require("../shared/XOB4TKNK.js"),x=require("../shared/YUC5O5WX.js"),l=require("../shared/KJS3THRD.js"),_=require("../shared/UA23TKF2.js"),$=require("../shared/IMIJKBUJ.js"),q=require("../shared/DELPYBGG.js"),W=require("../shared/OKJDLID4.js"),S=require("../shared/MAQRVCOA.js"),T=require("../shared/KRGZQM6B.js"),h=require("../shared/4UW3YNNL.js"),j=require("../shared/3QCYHN42.js"),s=require("../shared/AH5JEG7I.js"),E=require("../shared/AW3JHDAG.js"),a=require("node:fs"),f=require("node:path"),v=`# yaml-language-server: $schema=https://raw.githubusercontent.com/OWNER/sysctl-lint/v1/schema/config.json
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
`;async function m({words:r,values:e}){if(r.length>0)throw new s.a("init takes no argument; it writes to the current directory");let i=(0,c.f)();for(let t of l.a)if((0,a.lstatSync)((0,f.join)(i,t),{throwIfNoEntry:!1}))throw new s.a(`${t} is there already; delete it first, or change it by hand`);let[o]=l.a;try{(0,a.writeFileSync)((0,f.join)(i,o),v,{flag:"wx"})}catch(t){throw new s.a(`${o} cannot be written (${t.code})`)}return e.quiet||await(0,h.a)(`Wrote ${o}; sysctl-lint config shows what is in force
`),0}0&&(module.exports={init});
