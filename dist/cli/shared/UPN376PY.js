var o=Object.defineProperty;var g=Object.getOwnPropertyDescriptor;var d=Object.getOwnPropertyNames;var s=Object.prototype.hasOwnProperty;var C=(e,n)=>{for(var t in n)o(e,t,{get:n[t],enumerable:!0})},m=(e,n,t,u)=>{if(n&&typeof n=="object"||typeof n=="function")for(let r of d(n))!s.call(e,r)&&r!==t&&o(e,r,{get:()=>n[r],enumerable:!(u=g(n,r))||u.enumerable});return e};var b=e=>m(o({},"__esModule",{value:!0}),e);var _={};C(_,{a:()=>f,b:()=>c,c:()=>i,d:()=>p});module.exports=b(_);var l=require("./OTO5BHXC.js"),j=/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,A=/[&<>"'\t\n\r\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;function f(e){return e.replace(j,n=>n>="￾"?`\\u${n.charCodeAt(0).toString(16)}`:(0,l.a)(n)).replace(A,n=>`&#${n.codePointAt(0)};`).replaceAll("##[","#&#35;[")}function c(e,n,t=""){let u=Object.entries(n).flatMap(([$,a])=>a===null?[]:[` ${$}="${f(String(a))}"`]),r=`<${e}${u.join("")}`;return t===""?`${r}/>`:`${r}>${t}</${e}>`}function i(e){return e.length===0?"":`
${e.join(`
`).replace(/^/gm,"  ")}
`}function p(e){return`<?xml version="1.0" encoding="UTF-8"?>
${e}
`}0&&(module.exports={a,b,c,d});
