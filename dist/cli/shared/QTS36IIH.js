var w=Object.defineProperty;var O=Object.getOwnPropertyDescriptor;var A=Object.getOwnPropertyNames;var q=Object.prototype.hasOwnProperty;var W=(t,r)=>{for(var e in r)w(t,e,{get:r[e],enumerable:!0})},B=(t,r,e,n)=>{if(r&&typeof r=="object"||typeof r=="function")for(let o of A(r))!q.call(t,o)&&o!==e&&w(t,o,{get:()=>r[o],enumerable:!(n=O(r,o))||n.enumerable});return t};var E=t=>B(w({},"__esModule",{value:!0}),t);var V={};W(V,{organisationHtml:()=>z});module.exports=E(V);var N=require("./ABF35BZO.js"),g=require("./A4R347BF.js"),F=require("./5WI4J7ND.js"),p=require("./5TBZI4IY.js"),m=require("./AZPUM3UC.js"),R=require("./ZI6SNMPK.js"),S=require("./OTO5BHXC.js"),Y=require("./QKMOBKOJ.js"),H={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},L=2e3;function c(t){return(0,F.a)((0,S.a)(t),L).replace(/[&<>"']/g,r=>H[r]).replaceAll("##[","#&#35;[")}var k=`
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
`,U=95e5,D=1e6,G=4e6,v=20,y=50;function z(t,r,e){let n=t.repositories.map((a,h)=>{let u=(0,m.a)(a);return{repository:a,open:u,counts:(0,m.b)(u),change:r?.repositories.get(a.name),id:`r${h}`}}),o=n.filter(a=>a.open.length>0||(a.change?.fixed.length??0)>0);o.sort((a,h)=>(0,m.c)(h.counts)-(0,m.c)(a.counts));let d=n.filter(a=>a.repository.status==="ok"&&!o.includes(a)).length,s=[I(t,r),K(n.filter(a=>a.repository.status!=="ok"||a.repository.why!=="")),j("rules","Findings by rule",(0,m.e)(t,a=>a.rule)),j("parameters","Findings by parameter",(0,m.e)(t,a=>a.parameter)),M(o,d,r!==null)].join(""),i=`<!doctype html>
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
<footer>sysctl-lint ${c(e.version)}</footer>
</body>
</html>
`,f=U-(0,g.a)(i)-(0,g.a)(l),$=x(o.map(a=>()=>Q(a,r!==null,e.server)),f,a=>`<p>The findings of ${(0,p.b)(a)} more are in the JSON report.</p>
`);return i+$+l}function I(t,r){let e=(0,m.d)(t),n=t.repositories.reduce((s,{at:i})=>i!==null&&i>s?i:s,""),o=(s,i,l)=>`<li class="${l}"><b>${s}</b> ${i}</li>
`,d=[...r===null?[]:[(0,p.d)(r)],...(0,p.e)(t)];return`<h1>TCP kernel parameters of the organisation</h1>
<p>${(0,p.c)(e)}${n===""?"":`, audited until <time>${c(n.slice(0,16).replace("T"," "))}</time> UTC`}</p>
<ul class="tiles">
${o(e.errors,e.errors===1?"error":"errors","error")}${o(e.warnings,e.warnings===1?"warning":"warnings","warning")}${o(e.notices,e.notices===1?"notice":"notices","notice")}${o(e.suppressed,"set aside","aside")}${o(e.failed+e.timeout+e.missing,"not audited","broken")}</ul>
${d.map(s=>`<p>${c(s)}</p>
`).join("")}`}function K(t){if(t.length===0)return"";let r=t.map(({repository:{name:e,status:n,why:o}})=>`<tr><th scope="row">${c(e)}</th><td>${p.a[n]}${o===""?"":`: ${c(o)}`}</td></tr>
`);return`<h2 id="broken">Not audited, or only in part</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">What happened</th></tr></thead>
<tbody>
${x(r.map(e=>()=>e),D,e=>`<tr><td colspan="2">${e} more are in the JSON report</td></tr>
`)}</tbody></table></div>
`}function j(t,r,e){if(e.length===0)return"";let n=i=>i.errors+i.warnings+i.notices,o=n(e[0]),d=e.slice(0,v).map(i=>{let l=0,f=(a,h)=>{let u=a/o*100,b=a===0?"":`<rect class="${h}" x="${l.toFixed(2)}" y="0" width="${u.toFixed(2)}" height="10"/>`;return l+=u,b},$=f(i.errors,"error")+f(i.warnings,"warning")+f(i.notices,"notice");return`<tr><th scope="row"><code>${c(i.name)}</code></th><td class="n">${n(i)}</td><td class="n">${i.repositories}</td><td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${$}</svg></td></tr>
`}),s=e.length>v?`<p>${e.length-v} more are in the JSON report.</p>
`:"";return`<h2 id="${t}">${r}</h2>
<div class="wide"><table>
<thead><tr><th scope="col">${t==="rules"?"Rule":"Parameter"}</th><th scope="col" class="n">Findings</th><th scope="col" class="n">Repositories</th><td></td></tr></thead>
<tbody>
${d.join("")}</tbody></table></div>
${s}`}function M(t,r,e){let n=r===0?"":`<p>Nothing was found in ${(0,p.b)(r)}.</p>
`;if(t.length===0)return n;let o=l=>`<th scope="col" class="n">${l}</th>`,d=t.map(({repository:{name:l},counts:f,change:$,id:a})=>{let h=e?`<td class="n">${$?$.fresh.size:"–"}</td><td class="n">${$?$.fixed.length:"–"}</td>`:"";return`<tr><th scope="row"><a href="#${a}">${c(l)}</a></th><td class="n">${f.errors}</td><td class="n">${f.warnings}</td><td class="n">${f.notices}</td>${h}</tr>
`}),s=["Errors","Warnings","Notices",...e?["New","Fixed"]:[]],i=x(d.map(l=>()=>l),G,l=>`<tr><td colspan="${s.length+1}">${l} more are in the JSON report</td></tr>
`);return`<h2 id="repositories">Repositories</h2>
${n}<div class="wide"><table>
<thead><tr><th scope="col">Repository</th>${s.map(o).join("")}</tr></thead>
<tbody>
${i}</tbody></table></div>
`}function Q({repository:t,open:r,change:e,id:n},o,d){let s=r.map(h=>{let{severity:u,rule:b,file:P,line:T,message:C}=h,J=o?`<td>${e?e.fresh.has(h)?"new":"still":"–"}</td>`:"";return`<tr><td class="${u}">${u}</td><td><code>${c(b)}</code></td><td>${_(t,P,T,d)}</td>${J}<td>${c(C)}</td></tr>
`}),i=e?.fixed??[],l=i.slice(0,y).map(h=>`<li><code>${c(h.rule)}</code> ${c(h.file)}</li>
`),f=i.length>y?`<li>${i.length-y} more</li>
`:"",$=s.length===0?"":`<div class="wide"><table>
<thead><tr><th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">Place</th>${o?'<th scope="col">Since</th>':""}<th scope="col">Finding</th></tr></thead>
<tbody>
${s.join("")}</tbody></table></div>
`,a=i.length===0?"":`<p>${(0,R.c)(i.length,"finding")} fixed:</p>
<ul>
${l.join("")}${f}</ul>
`;return`<section aria-labelledby="${n}">
<h3 id="${n}">${c(t.name)}</h3>
${$}${a}<p><a href="#repositories">All repositories</a></p>
</section>
`}function _({name:t,commit:r},e,n,o){let d=`${c(e)}:${n}`;return r===null||!/^[\w-][\w.-]*\/[\w.-]+$/.test(t)||/(^|\/)\.{0,2}(\/|$)/.test(e)?d:`<a href="${c(`${o}/${t}/blob/${r}/${(0,N.a)(e)}#L${n}`)}" rel="noreferrer">${d}</a>`}function x(t,r,e){let n=[],o=200;for(let[d,s]of t.entries()){let i=s();if(o+=(0,g.a)(i),o>r)return n.join("")+e(t.length-d);n.push(i)}return n.join("")}0&&(module.exports={organisationHtml});
