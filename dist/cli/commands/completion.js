var $=Object.defineProperty;var C=Object.getOwnPropertyDescriptor;var v=Object.getOwnPropertyNames;var M=Object.prototype.hasOwnProperty;var b=(e,n)=>{for(var t in n)$(e,t,{get:n[t],enumerable:!0})},P=(e,n,t,o)=>{if(n&&typeof n=="object"||typeof n=="function")for(let i of v(n))!M.call(e,i)&&i!==t&&$(e,i,{get:()=>n[i],enumerable:!(o=C(n,i))||o.enumerable});return e};var R=e=>P($({},"__esModule",{value:!0}),e);var B={};b(B,{completion:()=>j});module.exports=R(B);var f=require("../shared/GOCMIHQK.js"),_=require("../shared/DGBJKZLM.js"),r=require("../shared/2KARJT5Z.js"),H=require("../shared/X6TXITBT.js"),h=require("../shared/KC67JLT2.js"),J=require("../shared/PUDZ2ZCJ.js"),K=require("../shared/G57G5DGC.js"),y=require("../shared/W7IUH3KP.js"),Q=require("../shared/5F5MCYRH.js"),w=require("../shared/4UW3YNNL.js"),X=require("../shared/3QCYHN42.js"),Z=require("../shared/CEDMTZGJ.js"),k=require("../shared/AH5JEG7I.js"),nn=require("../shared/O5WP7NUA.js"),en=require("../shared/RX4AA3G3.js"),tn=require("../shared/QKMOBKOJ.js");function W(e){return`# bash completion for sysctl-lint; use it with: source <(sysctl-lint completion bash)
_sysctl_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' word i equals='' words=''
  if [ "$cur" = = ]; then
    equals=yes cur=''
  elif [ "$prev" = = ] && [ "$COMP_CWORD" -gt 1 ]; then
    equals=yes prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      =) ((i++)) ;;
      ${e.map(n=>n.name).join("|")}) command=$word; break ;;
      ${D(e)}) [ "\${COMP_WORDS[i+1]}" = = ] || ((i++)) ;;
      -*) ;;
      *) command=check; break ;;
    esac
  done
  COMPREPLY=()
  case "\${command:-check} $prev$equals" in
${S(e)}
  esac
  if [ -n "$equals" ]; then
    return
  elif [ "\${cur:0:1}" = - ]; then
    case \${command:-check} in
${q(e)}
    esac
    _sysctl_lint_words "$words"
  else
    case $command in
      '') _sysctl_lint_words '${e.map(n=>n.name).join(" ")}'; _sysctl_lint_paths -f ;;
${x(e)}
    esac
  fi
}
_sysctl_lint_words() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$1" -- "$cur")
}
_sysctl_lint_paths() {
  local line
  compopt -o filenames 2> /dev/null
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$cur")
}
complete -F _sysctl_lint sysctl-lint
`}function D(e){let n=e.flatMap(t=>t.options.filter(d).map(o=>`--${o.name}`));return[...new Set(n)].join("|")}function d({value:e}){return e.kind!=="none"&&!(e.kind==="words"&&e.optional)}function S(e){let n=new Map;for(let{name:t,options:o}of e)for(let i of o){let{value:s}=i;if(s.kind==="none")continue;let l=s.kind==="words"?`_sysctl_lint_words '${s.words.join(" ")}'`:s.kind==="any"?":":`_sysctl_lint_paths ${s.kind==="file"?"-f":"-d"}`,c=[`'${t} --${i.name}yes'`,...d(i)?[`'${t} --${i.name}'`]:[]];n.set(l,[...n.get(l)??[],...c])}return[...n].map(([t,o])=>`    ${o.join(" | ")}) ${t}; return ;;`).join(`
`)}function q(e){return e.map(({name:n,options:t})=>{let o=t.flatMap(i=>[`--${i.name}`,...i.short===null?[]:[`-${i.short}`]]);return`      ${n}) words='${o.join(" ")}' ;;`}).join(`
`)}function x(e){return e.filter(({takes:n})=>n!=="nothing").map(({name:n,takes:t})=>t==="paths"?`      ${n}) _sysctl_lint_paths -f ;;`:`      ${n}) _sysctl_lint_words '${t.join(" ")}' ;;`).join(`
`)}var p=["bash","zsh","fish"];function z(e,n){return r.a.map(t=>{let{meaning:o,takes:i}=r.c[t],s=[...(0,r.d)(t),...(0,r.e)()].map(({name:l,short:c,meaning:m,value:O,words:u,repeatable:g})=>({name:l,short:c,meaning:m.replaceAll("`",""),repeatable:g,value:E(O,l==="fix"?[...u??[],...n]:u)}));return{name:t,meaning:o,options:s,takes:{subjects:e,shells:p,paths:"paths",path:"paths",nothing:"nothing"}[i]}})}function E(e,n){return e===null?{kind:"none"}:n===void 0?{kind:"any"}:n==="file"||n==="folder"?{kind:n}:{kind:"words",words:n,optional:e.startsWith("[")}}function a(e){return`'${e.replaceAll("'","'\\''")}'`}function F(e){let n=`not __fish_seen_subcommand_from ${e.map(t=>t.name).join(" ")}`;return`# fish completion for sysctl-lint; put it into ~/.config/fish/completions/sysctl-lint.fish
complete -c sysctl-lint -e
${e.map(({name:t,meaning:o})=>`complete -c sysctl-lint -n '${n}' -a ${t} -d ${a(o)}`).join(`
`)}
${e.flatMap(t=>L(t,t.name==="check"?n:null)).join(`
`)}
`}function L({name:e,options:n,takes:t},o){let i=`__fish_seen_subcommand_from ${e}`,s=a(o===null?i:`${i}; or ${o}`),l=n.map(m=>`complete -c sysctl-lint -n ${s} ${A(m)}`);if(t==="paths")return l;let c=t==="nothing"?"":` -a ${a(t.join(" "))}`;return[...l,`complete -c sysctl-lint -n ${s} -f${c}`]}function A({name:e,short:n,meaning:t,value:o}){let i=`${n===null?"":`-s ${n} `}-l ${e} -d ${a(t)}`;switch(o.kind){case"none":return i;case"words":return o.optional?`${i} -f -a ${a(o.words.join(" "))}`:`${i} -x -a ${a(o.words.join(" "))}`;case"file":return`${i} -r -F`;case"folder":return`${i} -x -a '(__fish_complete_directories)'`;case"any":return`${i} -x`}}function Y(e){return`#compdef sysctl-lint
# zsh completion for sysctl-lint; put it into a folder of $fpath as _sysctl-lint, or: source <(sysctl-lint completion zsh)
_sysctl-lint_first() {
  local -a commands=(
${e.map(({name:n,meaning:t})=>`    ${a(`${n}:${t}`)}`).join(`
`)}
  )
  _describe -t commands command commands
  _files
}
_sysctl-lint() {
  local command=check word
  for word in \${words[2,CURRENT-1]}; do
    if [[ $word == (${e.map(n=>n.name).join("|")}) ]]; then command=$word; break; fi
  done
  case $command in
${e.map(I).join(`
`)}
  esac
}
if [[ $funcstack[1] == _sysctl-lint ]]; then _sysctl-lint "$@"; else compdef _sysctl-lint sysctl-lint; fi
`}function I({name:e,options:n,takes:t}){let o=t==="paths"?"*:path:_files":t==="nothing"?null:`2:what:(${t.join(" ")})`,i=[...n.flatMap(N),a("1:command:_sysctl-lint_first"),...o===null?[]:[a(o)]];return`    ${e})
      _arguments -s -S \\
${i.map(s=>`        ${s}`).join(` \\
`)}
      ;;`}function N({name:e,short:n,meaning:t,value:o,repeatable:i}){let s=`[${t.replace(/[[\]\\:]/g,"\\$&")}]`,l=i?"*":"";return[`--${e}`,...n===null?[]:[`-${n}`]].map(c=>a(`${l}${c}${T(o,s)}`))}function T(e,n){switch(e.kind){case"none":return n;case"words":return`=${e.optional?"-":""}${n}${e.optional?"::":":"}value:(${e.words.join(" ")})`;case"file":return`=${n}:file:_files`;case"folder":return`=${n}:folder:_files -/`;case"any":return`=${n}:value: `}}var U={bash:W,zsh:Y,fish:F};async function j({words:e}){let[n]=e;if(n===void 0||e.length>1)throw new k.a(`completion takes one shell: ${p.join(", ")}`);return await(0,w.a)(U[(0,y.f)(n,p,"completion")](z(V(),Object.keys(f.a)))),0}function V(){let e=[...h.i.keys()],n=e.filter(t=>t.startsWith("net.ipv4.tcp_")).map(t=>t.slice(9));return[...Object.keys(f.a),..._.a,...n,...e]}0&&(module.exports={completion});
