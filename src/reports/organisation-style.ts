/** The page's style sheet, whose hash its policy names. Colours keep a contrast of 4.5 on both backgrounds (WCAG 2.2, 1.4.3). */
export const organisationStyle = `
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
`
