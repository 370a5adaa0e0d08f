var o=Object.defineProperty;var O=Object.getOwnPropertyDescriptor;var h=Object.getOwnPropertyNames;var x=Object.prototype.hasOwnProperty;var J=(s,i)=>{for(var e in i)o(s,e,{get:i[e],enumerable:!0})},N=(s,i,e,n)=>{if(i&&typeof i=="object"||typeof i=="function")for(let t of h(i))!x.call(s,t)&&t!==e&&o(s,t,{get:()=>i[t],enumerable:!(n=O(i,t))||n.enumerable});return s};var S=s=>N(o({},"__esModule",{value:!0}),s);var j={};J(j,{a:()=>a});module.exports=S(j);var m=require("./AZPUM3UC.js"),g=require("./OTO5BHXC.js");function a(s,i,e=null){let n=s.repositories.map(({findings:l,...f})=>{let y=l.length===0?"[]":`[
      ${l.map(u=>JSON.stringify(u)).join(`,
      `)}
    ]`,r=e?.repositories.get(f.name),c=r?{since:{new:r.fresh.size,still:r.still,fixed:r.fixed.length}}:{};return(0,g.b)(`    ${JSON.stringify({...f,...c}).slice(0,-1)},"findings":${y}}`)}),t=JSON.stringify({name:"sysctl-lint",version:i}),p=JSON.stringify((0,m.d)(s)),d=e===null?"":`  "since": ${JSON.stringify({new:e.fresh,still:e.still,fixed:e.fixed,notCompared:e.notCompared})},
`,$=n.length===0?"[]":`[
${n.join(`,
`)}
  ]`;return`{
  "version": 1,
  "tool": ${t},
  "summary": ${p},
${d}  "repositories": ${$}
}
`}0&&(module.exports={a});
