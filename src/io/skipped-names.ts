/** What a fixed file is called until it takes the place of the old one; a run that was killed leaves it behind. */
export const draftExtension = 'sysctl-lint-draft'

/** Kinds of files in which no reader looks for parameters, by the end of their name; a template's ending comes after it (`app.py.j2`). */
const extensions: ReadonlySet<string> = new Set([
  draftExtension,
  ...`
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
  `.match(/\S+/g)!,
])

const lockFiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml']

/** Whether a file need not even be opened. */
export function isSkipped(path: string): boolean {
  const dot = path.lastIndexOf('.')
  if (dot <= path.lastIndexOf('/') + 1) return false
  const extension = path.slice(dot + 1)
  return (
    extensions.has(extension) || extensions.has(extension.toLowerCase()) || lockFiles.some(name => path.endsWith(name))
  )
}
