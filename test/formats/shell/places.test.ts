import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Setting } from '../../../src/core/setting.ts'
import { derivedText, type Text, textOf, written } from '../../../src/core/text.ts'
import { readShell } from '../../../src/formats/shell/read-shell.ts'
import { confLines } from '../../../src/loaders/conf-lines.ts'
import { options, read } from './read.ts'

function settings(script: string, dialect: 'sh' | 'bash' = 'sh'): Setting[] {
  return read(script, { dialect }).steps.flatMap(step =>
    step.do === 'set' || step.do === 'line' ? [step.setting] : [],
  )
}

describe('places', () => {
  test.each([
    ['sysctl -w "net.ipv4.tcp_rmem = 4096 87380 6291456"', 'net.ipv4.tcp_rmem', '4096 87380 6291456'],
    ["sysctl -w net.ipv4.tcp_rmem='4096 87380 6291456'", 'net.ipv4.tcp_rmem', '4096 87380 6291456'],
    ['sysctl -w net.ipv4.tcp_rmem=4096\\ 87380\\ 6291456', 'net.ipv4.tcp_rmem', '4096\\ 87380\\ 6291456'],
    ['sysctl -w net.ipv4.tcp_sack="$SACK"', 'net.ipv4.tcp_sack', '$SACK'],
    ['S=1; sysctl -w net.ipv4.tcp_sack="$S"', 'net.ipv4.tcp_sack', '$S'],
    ['S=net.ipv4.tcp_sack=1; sysctl -w "$S"', 'net.ipv4.tcp_sack', '1'],
    ['sysctl -w net.ipv4.tcp_sack=""', 'net.ipv4.tcp_sack', ''],
    ['sysctl -w net.ipv4."tcp_sack"=1', 'net.ipv4."tcp_sack', '1'],
    ['echo "1" > "/proc/sys/net/ipv4/tcp_sack"', 'net/ipv4/tcp_sack', '1'],
    ["printf '%s\\n' '1' > /proc/sys/net/ipv4/tcp_sack", 'net/ipv4/tcp_sack', '1'],
    ["printf '1\\n' > /proc/sys/net/ipv4/tcp_sack", 'net/ipv4/tcp_sack', '1'],
    ['cd /proc/sys/net/ipv4 && echo 1 > tcp_sack', 'tcp_sack', '1'],
    ['cat <<EOF > /proc/sys/net/ipv4/tcp_sack\n1\nEOF', 'net/ipv4/tcp_sack', '1'],
    ['sh -c \'sysctl -w "net.ipv4.tcp_sack = 1"\'', 'net.ipv4.tcp_sack', '1'],
    ['sh -c "sysctl -w \\"net.ipv4.tcp_sack = 1\\""', 'net.ipv4.tcp_sack', '1'],
    ["sed -i 's/x/net\\.ipv4\\.tcp_sack = 1/' F", 'net\\.ipv4\\.tcp_sack', '1'],
    ['echo 1 > /proc/sys/net/ipv4/../ipv4/tcp_sack', '/proc/sys/net/ipv4/../ipv4/tcp_sack', '1'],
  ])('%s', (script, key, value) => {
    const [setting] = settings(script)
    expect([written(setting!.key), written(setting!.valueAt)]).toEqual([key, value])
  })

  test('an escape in an outer text keeps the place', () => {
    const yaml = 'x: "sysctl -w net.ipv4.tcp_sack=\\"1\\" # \\n"'
    const text = 'sysctl -w net.ipv4.tcp_sack="1" # \n'
    const offsets = new Int32Array(text.length)
    const ends = new Int32Array(text.length)
    let at = 4
    for (let i = 0; i < text.length; i++) {
      const length = yaml[at] === '\\' ? 2 : 1
      offsets[i] = at
      ends[i] = at + length
      at += length
    }
    const outer: Text = derivedText(textOf({ path: 'x.yml', text: yaml }), text, offsets, ends)
    const { steps } = readShell(outer, options)
    const [step] = steps
    if (step?.do !== 'set') throw new Error('no setting')
    expect([written(step.setting.key), written(step.setting.valueAt)]).toEqual(['net.ipv4.tcp_sack', '1'])
  })
})

const keys = fc.constantFrom('net.ipv4.tcp_sack', 'net.ipv4.tcp_rmem', 'net.core.somaxconn', 'net.ipv4.tcp_fin_timeout')
const values = fc.constantFrom('1', '30', '4096 87380 6291456', '1 # note', '0x3c', "it's", 'a"b', 'a\\b', '$HOME')

/** dash's echo reads backslashes. */
const plainValues = values.filter(value => !value.includes('\\'))

/** Ways to write characters so that the shell reads just these, each telling how the characters stand in the script. */
const quotings: readonly ((text: string) => string)[] = [
  text => `'${text.replaceAll("'", "'\\''")}'`,
  text => `"${text.replace(/[$`"\\]/g, '\\$&')}"`,
  text => text.replace(/[^\w./-]/g, '\\$&'),
  text => `${`'${text.slice(0, 2)}'`.replace("'''", "\\'")}"${text.slice(2).replace(/[$`"\\]/g, '\\$&')}"`,
]
const quoting = fc.constantFrom(...quotings)

const surroundings: readonly ((script: string) => string)[] = [
  s => s,
  s => `# note\n\n  ${s}`,
  s => `if true; then\n${s}\nfi`,
  s => `{ ${s}\n}`,
  s => `f() {\n${s}\n}\nf`,
  s => `sudo -n bash <<'SCRIPT'\n${s}\nSCRIPT`,
  s => `x=1; (\n${s}\n) 2>&1`,
  s => `sh -c ${quotings[0]!(s)}`,
  s => `sh -c ${quotings[1]!(s)}`,
  s => `eval ${quotings[1]!(s)}`,
]
const nesting = fc
  .array(fc.constantFrom(...surroundings), { maxLength: 3 })
  .map(list => (s: string) => list.reduce((t, f) => f(t), s))

/** The characters of a place without what quotes and escapes add, at any depth. */
const bare = (text: string) => text.replace(/['"\\]/g, '')

describe('any quoting at any depth', () => {
  test('sysctl: key and value are found, and stand where they are said to stand', () => {
    fc.assert(
      fc.property(keys, values, quoting, quoting, nesting, (key, value, first, second, nested) => {
        for (const command of [`sysctl -w ${first(`${key}=${value}`)}`, `sysctl ${first(key)}=${second(value)}`]) {
          const [setting] = settings(nested(command))
          expect(setting).toMatchObject({ parameter: key, value, known: true })
          expect(bare(written(setting!.key))).toBe(key)
          expect(bare(written(setting!.valueAt))).toBe(bare(value))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('writes to files: each character of the content stands where the table says, and the table never runs backwards', () => {
    const writers = fc.constantFrom<(line: string, quote: (text: string) => string) => string>(
      (line, quote) => `echo ${quote(line)} >> /etc/sysctl.d/a.conf`,
      (line, quote) => `printf '%s\\n' ${quote(line)} | tee /etc/sysctl.d/a.conf`,
      (line, quote) => `{ echo first=1; echo ${quote(line)}; } > /etc/sysctl.d/a.conf`,
      line => `cat > /etc/sysctl.d/a.conf <<'EOF'\n${line}\nEOF`,
      line => `cat > /etc/sysctl.d/a.conf <<EOF\n${line.replace(/[$`\\]/g, '\\$&')}\nEOF`,
      line => `cat <<-'EOF' | tee /etc/sysctl.d/a.conf\n\t${line}\n\tEOF`,
    )
    fc.assert(
      fc.property(keys, plainValues, quoting, writers, nesting, (key, value, quote, write, nested) => {
        const script = nested(write(`${key} = ${value}`, quote))
        const { steps } = read(script, { dialect: 'bash' })
        const [step] = steps
        if (step?.do !== 'write') throw new Error(`no write in ${script}`)
        const { content } = step
        const line = confLines(content, 'procps').findLast(l => l.kind === 'assignment')
        if (line?.kind !== 'assignment') throw new Error(`no assignment in ${content.text}`)
        expect(content.text.slice(line.key.start, line.key.end)).toBe(key)
        expect(content.offsets?.length ?? content.text.length).toBe(content.text.length)
        for (let i = line.key.start; i < line.value.end; i++) {
          const at = content.offsets ? content.offsets[i]! : content.base + i
          const end = content.ends ? content.ends[i]! : at + 1
          if (end > at) expect(bare(script.slice(at, end)), script).toBe(bare(content.text[i]!))
        }
        for (let i = 1; i < (content.offsets?.length ?? 0); i++)
          expect(content.offsets![i]!).toBeGreaterThanOrEqual(content.offsets![i - 1]!)
      }),
      { numRuns: 400 },
    )
  })
})
