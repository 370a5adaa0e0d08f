var p=Object.defineProperty;var T=Object.getOwnPropertyDescriptor;var R=Object.getOwnPropertyNames;var E=Object.prototype.hasOwnProperty;var A=(e,t)=>{for(var n in t)p(e,n,{get:t[n],enumerable:!0})},M=(e,t,n,o)=>{if(t&&typeof t=="object"||typeof t=="function")for(let a of R(t))!E.call(e,a)&&a!==n&&p(e,a,{get:()=>t[a],enumerable:!(o=T(t,a))||o.enumerable});return e};var L=e=>M(p({},"__esModule",{value:!0}),e);var se={};A(se,{completion:()=>P});module.exports=L(se);var g=require("../shared/GOCMIHQK.js"),v=require("../shared/DGBJKZLM.js"),le=require("../shared/WQPNZTBG.js"),m=require("../shared/DELPYBGG.js"),k=require("../shared/OKJDLID4.js"),b=require("../shared/4UW3YNNL.js"),me=require("../shared/3QCYHN42.js"),j=require("../shared/AH5JEG7I.js"),O=require("../shared/AW3JHDAG.js");function N(e){return`# bash completion for sysctl-lint; use it with: source <(sysctl-lint completion bash)
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
      ${e.map(t=>t.name).join("|")}) command=$word; break ;;
      ${S(e)}) [ "\${COMP_WORDS[i+1]}" = = ] || ((i++)) ;;
      -*) ;;
      *) command=check; break ;;
    esac
  done
  COMPREPLY=()
  case "\${command:-check} $prev$equals" in
${I(e)}
  esac
  if [ -n "$equals" ]; then
    return
  elif [ "\${cur:0:1}" = - ]; then
    case \${command:-check} in
${W(e)}
    esac
    _sysctl_lint_words "$words"
  else
    case $command in
      '') _sysctl_lint_words '${e.map(t=>t.name).join(" ")}'; _sysctl_lint_paths -f ;;
${F(e)}
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
`}function S(e){let t=e.flatMap(n=>n.options.filter(w).map(o=>`--${o.name}`));return[...new Set(t)].join("|")}function w({value:e}){return e.kind!=="none"&&!(e.kind==="words"&&e.optional)}function I(e){let t=new Map;for(let{name:n,options:o}of e)for(let a of o){let{value:i}=a;if(i.kind==="none")continue;let r=i.kind==="words"?`_sysctl_lint_words '${i.words.join(" ")}'`:i.kind==="any"?":":`_sysctl_lint_paths ${i.kind==="file"?"-f":"-d"}`,c=[`'${n} --${a.name}yes'`,...w(a)?[`'${n} --${a.name}'`]:[]];t.set(r,[...t.get(r)??[],...c])}return[...t].map(([n,o])=>`    ${o.join(" | ")}) ${n}; return ;;`).join(`
`)}function W(e){return e.map(({name:t,options:n})=>{let o=n.flatMap(a=>[`--${a.name}`,...a.short===null?[]:[`-${a.short}`]]);return`      ${t}) words='${o.join(" ")}' ;;`}).join(`
`)}function F(e){return e.filter(({takes:t})=>t!=="nothing").map(({name:t,takes:n})=>n==="paths"?`      ${t}) _sysctl_lint_paths -f ;;`:`      ${t}) _sysctl_lint_words '${n.join(" ")}' ;;`).join(`
`)}var q={against:{type:"string"},archived:{type:"boolean"},baseline:{type:"string"},color:{type:"boolean"},config:{type:"string"},diff:{type:"boolean"},exclude:{type:"string",multiple:!0},"fail-on":{type:"string"},fix:{type:"string"},forks:{type:"boolean"},format:{type:"string"},help:{type:"boolean",short:"h"},host:{type:"string",multiple:!0},hz:{type:"string"},include:{type:"string",multiple:!0},"include-private":{type:"boolean"},inventory:{type:"string",multiple:!0},kernel:{type:"string"},loader:{type:"string"},"no-color":{type:"boolean"},"no-inline-ignores":{type:"boolean"},output:{type:"string"},plan:{type:"string"},"prune-baseline":{type:"boolean"},quiet:{type:"boolean",short:"q"},require:{type:"boolean"},shard:{type:"string"},shards:{type:"string"},since:{type:"string"},"stdin-filename":{type:"string"},topic:{type:"string",multiple:!0},version:{type:"boolean",short:"V"},"write-baseline":{type:"string"}},z=["color","no-color","quiet","help","version"],f=["exclude","config","kernel","hz","loader","stdin-filename","format","output"],D=["fail-on","baseline","no-inline-ignores","require"],$={check:[...f,...D,"write-baseline","prune-baseline","fix","diff","since"],settings:f,effective:[...f,"inventory","host","against"],rules:["config"],explain:["format"],init:[],config:["config","format"],plan:["output","shards","include","exclude","topic","archived","forks","include-private"],audit:["output","plan","shard","config","kernel","hz","loader","no-inline-ignores"],merge:["format","output","plan","since","fail-on","include-private"],completion:[]},H=Object.keys($),Y={check:{words:"[PATH...]",takes:"paths",meaning:"find, judge and report",more:"PATH is a file, a folder or a pattern, the current directory if none is given, - for standard input. Files are those that git tracks or would track, or without git those that no .gitignore leaves out; a file that is named is always read. The word check may be left out."},settings:{words:"[PATH...]",takes:"paths",meaning:"every setting found, judged by nothing",more:"With what the kernel makes of each value, and what becomes of it once all that the repository says about its host has been applied."},effective:{words:"[PATH...]",takes:"paths",meaning:"what each host ends up with",more:"Once everything that the repository says about it has been applied. With --against, exit status 1 says that the machine has drifted from that."},rules:{words:"",takes:"nothing",meaning:"the rules, a line each",more:""},explain:{words:"WHAT",takes:"subjects",meaning:"a rule, a parameter or a state of TCP in full",more:"WHAT is a rule (tcp-fin-timeout), a parameter (net.ipv4.tcp_fin_timeout, tcp_fin_timeout, net/ipv4/tcp_fin_timeout) or a state of a connection (CLOSE_WAIT, time-wait)."},init:{words:"",takes:"nothing",meaning:"write a configuration to start from",more:"It writes a .sysctl-lint.yml that says nothing but the defaults, and explains in comments what else can be said."},config:{words:"[PATH]",takes:"path",meaning:"what the configuration has in force for a path, and where each value comes from",more:""},plan:{words:"FILE...",takes:"paths",meaning:"share an organisation's repositories among jobs",more:"FILE is a list of repositories as the API of GitHub gives it, - for standard input. The plan has a matrix for a workflow."},audit:{words:"",takes:"nothing",meaning:"look at the repositories of one shard of a plan",more:"It writes a JSON report for each into the folder of --output, and leaves alone what has one already. Needs --plan, --shard and --output. It authenticates with GITHUB_TOKEN, or as an app with SYSCTL_LINT_APP_ID, SYSCTL_LINT_APP_PRIVATE_KEY and SYSCTL_LINT_APP_INSTALLATION."},merge:{words:"FILE...",takes:"paths",meaning:"join JSON reports into one",more:"FILE is a JSON report or a folder of them. A report that cannot be read is a line in the result, not the end of it."},completion:{words:"bash|zsh|fish",takes:"shells",meaning:"what makes a shell complete the words of this program",more:"bash: source <(sysctl-lint completion bash) in ~/.bashrc. zsh: sysctl-lint completion zsh > a file _sysctl-lint in a folder of $fpath. fish: sysctl-lint completion fish > ~/.config/fish/completions/sysctl-lint.fish."}},s={value:"FILE",words:"file"};function h(e,t){return{value:e.join("|"),words:e,meaning:t}}var U={against:{...s,meaning:"compare with a machine: the output of `sysctl -a` on it"},archived:{value:null,meaning:"archived repositories too"},baseline:{...s,meaning:"set aside the findings that a baseline knows"},color:{value:null,meaning:"colours, also where output is no terminal; `NO_COLOR` and `FORCE_COLOR` are honoured"},config:{...s,meaning:"the configuration; otherwise the nearest `.sysctl-lint.yml` or `.github/sysctl-lint.yml`"},diff:{value:null,meaning:"print the fixes as a patch for `git apply` and write nothing; without `--fix` also whole lines and files"},exclude:{value:"PATTERN",meaning:"leave files out, written as in .gitignore; may be repeated"},"fail-on":h(m.a["fail-on"],"the lowest severity that makes the exit status 1 (default `error`)"),fix:{value:"[=all|RULE]",words:["safe","all"],meaning:"make the fixes that leave hosts as they are; with `all` also those that change a value in place, with a rule all of that rule, lines and files included"},forks:{value:null,meaning:"forks too"},format:h(["text","json"],"`text` for people (default), `json` for programs"),help:{value:null,meaning:"this, or what one command takes"},host:{value:"NAME",meaning:"this target only, or those of a pattern (`web*`); may be repeated"},hz:{value:"NUMBER",meaning:"the kernels' ticks per second, which bound values kept in ticks (default 100, the widest)"},include:{value:"PATTERN",meaning:"repositories to take, by name; may be repeated (default: all)"},"include-private":{value:null,meaning:"private repositories too"},inventory:{...s,meaning:"an inventory of Ansible's, a file or a folder; may be repeated (default: those that are found)"},kernel:{value:"KERNELS",words:k.a.map(e=>e.name),meaning:"the hosts' kernels: a release (`6.1.192`), a series (`6.12`), a range (`5.10-6.12`, `5.10-`) or a distribution (`debian-12`, `rhel9`, `amzn2023`); default: 5.10 and newer"},loader:h(m.a.loader,"what applies sysctl files at boot (default `systemd`)"),"no-color":{value:null,meaning:"no colours"},"no-inline-ignores":{value:null,meaning:"comments in the files set nothing aside"},output:{...s,meaning:"write the report to a file"},plan:{...s,meaning:"what the command plan has written"},"prune-baseline":{value:null,meaning:"drop from the `--baseline` what matches nothing any more"},quiet:{value:null,meaning:"no summary"},require:{value:null,meaning:"also find targets that lack a parameter which the configuration requires"},shard:{value:"NUMBER",meaning:"the shard of the plan to audit"},shards:{value:"NUMBER",meaning:"into how many shards, 256 at most (default 256)"},since:{...s,meaning:"tell what is new, fixed and still there since an earlier report of `check --format json`"},"stdin-filename":{value:"NAME",meaning:"what the text on standard input (`-`) is to be taken for (default `stdin.conf`)"},topic:{value:"TOPIC",meaning:"only repositories with this topic; may be repeated"},version:{value:null,meaning:"the version"},"write-baseline":{...s,meaning:"write what is found to a baseline, which sets it aside from then on"}},B={check:{format:h(m.a.checkFormat,"`text` for people (default), `json` for programs, `sarif` for code scanning, `markdown` for a comment, `github` for annotations, `gitlab` for Code Quality, `junit` and `checkstyle` for other servers and reviewdog, `html` for a page to look at")},explain:{format:h(["text","markdown"],"`text` for a terminal (default), `markdown` for elsewhere")},plan:{exclude:{value:"PATTERN",meaning:"repositories to leave out, by name; may be repeated"},output:{...s,meaning:"write the plan to a file"}},audit:{output:{value:"FOLDER",words:"folder",meaning:"where the reports go, one a repository"}},merge:{format:h(m.a.mergeFormat,"`json` (default), `markdown` for a summary, `sarif` for code scanning, `html` for people"),"fail-on":h(m.a["fail-on"],"the lowest severity that makes the exit status 1 (default `none`)"),plan:{...s,meaning:"what the command plan has written: its repositories without a report are said to be missing"},since:{...s,meaning:"tell what is new and fixed since an earlier report of `merge --format json`"}}};function J(e){return $[e].map(t=>_(t,e))}function K(){return z.map(e=>_(e,null))}function _(e,t){let n=q[e],o="short"in n?n.short:null;return{...U[e],...t?B[t]?.[e]:{},name:e,short:o,repeatable:"multiple"in n}}var d=["bash","zsh","fish"];function G(e,t){return H.map(n=>{let{meaning:o,takes:a}=Y[n],i=[...J(n),...K()].map(({name:r,short:c,meaning:u,value:x,words:y,repeatable:C})=>({name:r,short:c,meaning:u.replaceAll("`",""),repeatable:C,value:V(x,r==="fix"?[...y??[],...t]:y)}));return{name:n,meaning:o,options:i,takes:{subjects:e,shells:d,paths:"paths",path:"paths",nothing:"nothing"}[a]}})}function V(e,t){return e===null?{kind:"none"}:t===void 0?{kind:"any"}:t==="file"||t==="folder"?{kind:t}:{kind:"words",words:t,optional:e.startsWith("[")}}function l(e){return`'${e.replaceAll("'","'\\''")}'`}function Q(e){let t=`not __fish_seen_subcommand_from ${e.map(n=>n.name).join(" ")}`;return`# fish completion for sysctl-lint; put it into ~/.config/fish/completions/sysctl-lint.fish
complete -c sysctl-lint -e
${e.map(({name:n,meaning:o})=>`complete -c sysctl-lint -n '${t}' -a ${n} -d ${l(o)}`).join(`
`)}
${e.flatMap(n=>X(n,n.name==="check"?t:null)).join(`
`)}
`}function X({name:e,options:t,takes:n},o){let a=`__fish_seen_subcommand_from ${e}`,i=l(o===null?a:`${a}; or ${o}`),r=t.map(u=>`complete -c sysctl-lint -n ${i} ${Z(u)}`);if(n==="paths")return r;let c=n==="nothing"?"":` -a ${l(n.join(" "))}`;return[...r,`complete -c sysctl-lint -n ${i} -f${c}`]}function Z({name:e,short:t,meaning:n,value:o}){let a=`${t===null?"":`-s ${t} `}-l ${e} -d ${l(n)}`;switch(o.kind){case"none":return a;case"words":return o.optional?`${a} -f -a ${l(o.words.join(" "))}`:`${a} -x -a ${l(o.words.join(" "))}`;case"file":return`${a} -r -F`;case"folder":return`${a} -x -a '(__fish_complete_directories)'`;case"any":return`${a} -x`}}function ee(e){return`#compdef sysctl-lint
# zsh completion for sysctl-lint; put it into a folder of $fpath as _sysctl-lint, or: source <(sysctl-lint completion zsh)
_sysctl-lint_first() {
  local -a commands=(
${e.map(({name:t,meaning:n})=>`    ${l(`${t}:${n}`)}`).join(`
`)}
  )
  _describe -t commands command commands
  _files
}
_sysctl-lint() {
  local command=check word
  for word in \${words[2,CURRENT-1]}; do
    if [[ $word == (${e.map(t=>t.name).join("|")}) ]]; then command=$word; break; fi
  done
  case $command in
${e.map(te).join(`
`)}
  esac
}
if [[ $funcstack[1] == _sysctl-lint ]]; then _sysctl-lint "$@"; else compdef _sysctl-lint sysctl-lint; fi
`}function te({name:e,options:t,takes:n}){let o=n==="paths"?"*:path:_files":n==="nothing"?null:`2:what:(${n.join(" ")})`,a=[...t.flatMap(ne),l("1:command:_sysctl-lint_first"),...o===null?[]:[l(o)]];return`    ${e})
      _arguments -s -S \\
${a.map(i=>`        ${i}`).join(` \\
`)}
      ;;`}function ne({name:e,short:t,meaning:n,value:o,repeatable:a}){let i=`[${n.replace(/[[\]\\:]/g,"\\$&")}]`,r=a?"*":"";return[`--${e}`,...t===null?[]:[`-${t}`]].map(c=>l(`${r}${c}${ae(o,i)}`))}function ae(e,t){switch(e.kind){case"none":return t;case"words":return`=${e.optional?"-":""}${t}${e.optional?"::":":"}value:(${e.words.join(" ")})`;case"file":return`=${t}:file:_files`;case"folder":return`=${t}:folder:_files -/`;case"any":return`=${t}:value: `}}var oe={bash:N,zsh:ee,fish:Q};async function P({words:e}){let[t]=e;if(t===void 0||e.length>1)throw new j.a(`completion takes one shell: ${d.join(", ")}`);return await(0,b.a)(oe[(0,m.f)(t,d,"completion")](G(ie(),Object.keys(g.a)))),0}function ie(){let e=[...O.C.keys()],t=e.filter(n=>n.startsWith("net.ipv4.tcp_")).map(n=>n.slice(9));return[...Object.keys(g.a),...v.a,...t,...e]}0&&(module.exports={completion});
