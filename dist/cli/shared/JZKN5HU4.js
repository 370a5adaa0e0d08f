var w=Object.defineProperty;var C=Object.getOwnPropertyDescriptor;var J=Object.getOwnPropertyNames;var O=Object.prototype.hasOwnProperty;var A=(t,r)=>{for(var e in r)w(t,e,{get:r[e],enumerable:!0})},W=(t,r,e,a)=>{if(r&&typeof r=="object"||typeof r=="function")for(let i of J(r))!O.call(t,i)&&i!==e&&w(t,i,{get:()=>r[i],enumerable:!(a=C(r,i))||a.enumerable});return t};var q=t=>W(w({},"__esModule",{value:!0}),t);var I={};A(I,{organisationHtml:()=>R});module.exports=q(I);var N=require("./ABF35BZO.js"),d=require("./XOEMIIIM.js"),g=require("./A4R347BF.js"),M=require("./5WI4J7ND.js"),p=require("./5TBZI4IY.js"),m=require("./AZPUM3UC.js"),F=require("./ZI6SNMPK.js"),Q=require("./OTO5BHXC.js"),V=require("./AW3JHDAG.js"),k=`
:root { color-scheme: light dark; --text: #1a1a1a; --soft: #595959; --back: #fff; --line: #d0d0d0; --error: #b3171a; --warning: #8a5300; --notice: #1d5fa8; --link: #0b57b8 }
@media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --soft: #a8a8a8; --back: #16181b; --line: #3c4046; --error: #ff8a85; --warning: #e8b04a; --notice: #86b7f5; --link: #8ab8ff } }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
main, footer { max-width: 72rem; margin: 0 auto; padding: 1rem }
footer { color: var(--soft) }
h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.25rem; margin-top: 2.5rem } h3 { font-size: 1.05rem; margin-top: 2rem; overflow-wrap: anywhere }
a { color: var(--link) }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0 }
.tiles li { border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .9rem }
.tiles b { font-size: 1.4rem; font-variant-numeric: tabular-nums }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: normal; overflow-wrap: anywhere }
tbody th { min-width: 9rem }
thead th { font-weight: 600; overflow-wrap: normal }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.bar { width: 40% } .bar svg { display: block; width: 100%; height: .9rem; margin-top: .3rem }
td.error, li.error b { color: var(--error) } td.warning, li.warning b { color: var(--warning) } td.notice, li.notice b { color: var(--notice) }
rect.error { fill: var(--error) } rect.warning { fill: var(--warning) } rect.notice { fill: var(--notice) }
section { content-visibility: auto; contain-intrinsic-size: auto 12rem }
h3:target { outline: 2px solid var(--link); outline-offset: .3rem }
@media print { .wide { overflow: visible } section { content-visibility: visible; break-inside: avoid-page } a { color: inherit } }
`,B=95e5,E=1e6,H=4e6,v=20,y=50;function R(t,r,e){let a=t.repositories.map((n,h)=>{let u=(0,m.a)(n);return{repository:n,open:u,counts:(0,m.b)(u),change:r?.repositories.get(n.name),id:`r${h}`}}),i=a.filter(n=>n.open.length>0||(n.change?.fixed.length??0)>0);i.sort((n,h)=>(0,m.c)(h.counts)-(0,m.c)(n.counts));let c=a.filter(n=>n.repository.status==="ok"&&!i.includes(n)).length,s=[L(t,r),U(a.filter(n=>n.repository.status!=="ok"||n.repository.why!=="")),j("rules","Findings by rule",(0,m.e)(t,n=>n.rule)),j("parameters","Findings by parameter",(0,m.e)(t,n=>n.parameter)),D(i,c,r!==null)].join(""),o=`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${e.hash(k)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>TCP kernel parameters of ${(0,p.b)(t.repositories.length)}</title>
<style>${k}</style>
</head>
<body>
<main>
${s}`,l=`</main>
<footer>sysctl-lint ${(0,d.b)(e.version)}</footer>
</body>
</html>
`,f=B-(0,g.a)(o)-(0,g.a)(l),$=x(i.map(n=>()=>G(n,r!==null,e.server)),f,n=>`<p>The findings of ${(0,p.b)(n)} more are in the JSON report.</p>
`);return o+$+l}function L(t,r){let e=(0,m.d)(t),a=t.repositories.reduce((s,{at:o})=>o!==null&&o>s?o:s,""),i=(s,o,l)=>`<li class="${l}"><b>${s}</b> ${o}</li>
`,c=[...r===null?[]:[(0,p.d)(r)],...(0,p.e)(t)];return`<h1>TCP kernel parameters of the organisation</h1>
<p>${(0,p.c)(e)}${a===""?"":`, audited until <time>${(0,d.b)(a.slice(0,16).replace("T"," "))}</time> UTC`}</p>
<ul class="tiles">
${i(e.errors,e.errors===1?"error":"errors","error")}${i(e.warnings,e.warnings===1?"warning":"warnings","warning")}${i(e.notices,e.notices===1?"notice":"notices","notice")}${i(e.suppressed,"set aside","aside")}${i(e.failed+e.timeout+e.missing,"not audited","broken")}</ul>
${c.map(s=>`<p>${(0,d.b)(s)}</p>
`).join("")}`}function U(t){if(t.length===0)return"";let r=t.map(({repository:{name:e,status:a,why:i}})=>`<tr><th scope="row">${(0,d.b)(e)}</th><td>${p.a[a]}${i===""?"":`: ${(0,d.b)(i)}`}</td></tr>
`);return`<h2 id="broken">Not audited, or only in part</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">What happened</th></tr></thead>
<tbody>
${x(r.map(e=>()=>e),E,e=>`<tr><td colspan="2">${e} more are in the JSON report</td></tr>
`)}</tbody></table></div>
`}function j(t,r,e){if(e.length===0)return"";let a=o=>o.errors+o.warnings+o.notices,i=a(e[0]),c=e.slice(0,v).map(o=>{let l=0,f=(n,h)=>{let u=n/i*100,b=n===0?"":`<rect class="${h}" x="${l.toFixed(2)}" y="0" width="${u.toFixed(2)}" height="10"/>`;return l+=u,b},$=f(o.errors,"error")+f(o.warnings,"warning")+f(o.notices,"notice");return`<tr><th scope="row"><code>${(0,d.b)(o.name)}</code></th><td class="n">${a(o)}</td><td class="n">${o.repositories}</td><td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${$}</svg></td></tr>
`}),s=e.length>v?`<p>${e.length-v} more are in the JSON report.</p>
`:"";return`<h2 id="${t}">${r}</h2>
<div class="wide"><table>
<thead><tr><th scope="col">${t==="rules"?"Rule":"Parameter"}</th><th scope="col" class="n">Findings</th><th scope="col" class="n">Repositories</th><td></td></tr></thead>
<tbody>
${c.join("")}</tbody></table></div>
${s}`}function D(t,r,e){let a=r===0?"":`<p>Nothing was found in ${(0,p.b)(r)}.</p>
`;if(t.length===0)return a;let i=l=>`<th scope="col" class="n">${l}</th>`,c=t.map(({repository:{name:l},counts:f,change:$,id:n})=>{let h=e?`<td class="n">${$?$.fresh.size:"–"}</td><td class="n">${$?$.fixed.length:"–"}</td>`:"";return`<tr><th scope="row"><a href="#${n}">${(0,d.b)(l)}</a></th><td class="n">${f.errors}</td><td class="n">${f.warnings}</td><td class="n">${f.notices}</td>${h}</tr>
`}),s=["Errors","Warnings","Notices",...e?["New","Fixed"]:[]],o=x(c.map(l=>()=>l),H,l=>`<tr><td colspan="${s.length+1}">${l} more are in the JSON report</td></tr>
`);return`<h2 id="repositories">Repositories</h2>
${a}<div class="wide"><table>
<thead><tr><th scope="col">Repository</th>${s.map(i).join("")}</tr></thead>
<tbody>
${o}</tbody></table></div>
`}function G({repository:t,open:r,change:e,id:a},i,c){let s=r.map(h=>{let{severity:u,rule:b,file:S,line:z,message:P}=h,T=i?`<td>${e?e.fresh.has(h)?"new":"still":"–"}</td>`:"";return`<tr><td class="${u}">${u}</td><td><code>${(0,d.b)(b)}</code></td><td>${_(t,S,z,c)}</td>${T}<td>${(0,d.b)(P)}</td></tr>
`}),o=e?.fixed??[],l=o.slice(0,y).map(h=>`<li><code>${(0,d.b)(h.rule)}</code> ${(0,d.b)(h.file)}</li>
`),f=o.length>y?`<li>${o.length-y} more</li>
`:"",$=s.length===0?"":`<div class="wide"><table>
<thead><tr><th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">Place</th>${i?'<th scope="col">Since</th>':""}<th scope="col">Finding</th></tr></thead>
<tbody>
${s.join("")}</tbody></table></div>
`,n=o.length===0?"":`<p>${(0,F.c)(o.length,"finding")} fixed:</p>
<ul>
${l.join("")}${f}</ul>
`;return`<section aria-labelledby="${a}">
<h3 id="${a}">${(0,d.b)(t.name)}</h3>
${$}${n}<p><a href="#repositories">All repositories</a></p>
</section>
`}function _({name:t,commit:r},e,a,i){let c=`${(0,d.b)(e)}:${a}`;return r===null||!/^[\w-][\w.-]*\/[\w.-]+$/.test(t)||/(^|\/)\.{0,2}(\/|$)/.test(e)?c:`<a href="${(0,d.b)(`${i}/${t}/blob/${r}/${(0,N.a)(e)}#L${a}`)}" rel="noreferrer">${c}</a>`}function x(t,r,e){let a=[],i=200;for(let[c,s]of t.entries()){let o=s();if(i+=(0,g.a)(o),i>r)return a.join("")+e(t.length-c);a.push(o)}return a.join("")}0&&(module.exports={organisationHtml});
