var l=Object.defineProperty;var m=Object.getOwnPropertyDescriptor;var r=Object.getOwnPropertyNames;var d=Object.prototype.hasOwnProperty;var f=(s,t)=>{for(var p in t)l(s,p,{get:t[p],enumerable:!0})},x=(s,t,p,e)=>{if(t&&typeof t=="object"||typeof t=="function")for(let a of r(t))!d.call(s,a)&&a!==p&&l(s,a,{get:()=>t[a],enumerable:!(e=m(t,a))||e.enumerable});return s};var g=s=>x(l({},"__esModule",{value:!0}),s);var h={};f(h,{a:()=>o,b:()=>i});module.exports=g(h);var o="sysctl-lint-draft",c=new Set([o,...`
  md mdx markdown rst adoc asciidoc tex bib po pot mo
  c h cc cpp cxx hh hpp m mm go rs java kt kts scala groovy swift cs fs vb dart zig nim d
  py pyi pyc pyx ipynb rb php pl pm lua r jl ex exs erl hrl hs ml mli clj cljs el lisp vim
  js mjs cjs jsx ts mts cts tsx vue svelte css scss sass less html htm xhtml map wasm
  csv tsv parquet avro sql db sqlite sqlite3 proto thrift graphql snap
  lock sum patch diff
  png jpg jpeg gif webp bmp ico icns tif tiff svg psd ai eps pdf drawio odt ods odp doc docx xls xlsx ppt pptx
  mp3 mp4 m4a mov avi mkv webm wav ogg flac
  woff woff2 ttf otf eot
  zip gz tgz bz2 tbz xz txz zst lz4 7z rar tar jar war ear whl egg deb rpm apk iso img qcow2 vmdk vdi ova
  exe dll so dylib a o obj lib class bin elf
  pem crt cer der key csr p12 pfx jks gpg asc sig pub
  `.match(/\S+/g)]),n=["package-lock.json","npm-shrinkwrap.json","pnpm-lock.yaml"];function i(s){let t=s.lastIndexOf(".");if(t<=s.lastIndexOf("/")+1)return!1;let p=s.slice(t+1);return c.has(p)||c.has(p.toLowerCase())||n.some(e=>s.endsWith(e))}0&&(module.exports={a,b});
