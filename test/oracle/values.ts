import type { Accepts } from '../../src/kernel/parameters.ts'

/** A repeatable source of random numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Pick = <T>(of: readonly T[]) => T

const edges = [
  0n,
  1n,
  2n,
  3n,
  5n,
  31n,
  32n,
  48n,
  127n,
  128n,
  255n,
  256n,
  300n,
  301n,
  1000n,
  1023n,
  1024n,
  1025n,
  2303n,
  2304n,
  4096n,
  60000n,
  60998n,
  60999n,
  61000n,
  65535n,
  65536n,
  86400n,
  16777216n,
  ...[31n, 32n, 63n, 64n].flatMap(bits => [2n ** bits - 1n, 2n ** bits, 2n ** bits + 1n]),
  ...[100n, 250n, 300n, 1000n].flatMap(hz => [(2n ** 31n - 1n) / hz, (2n ** 31n - 1n) / hz + 1n]),
  ...[100n, 250n, 300n, 1000n].flatMap(hz => [(2n ** 32n - 1n) / hz, (2n ** 32n - 1n) / hz + 1n]),
]

const junk = [
  '',
  ' ',
  '\t',
  '-',
  '--5',
  '- 5',
  '+60',
  '+ 60',
  '0x',
  '0xg',
  '0b1',
  '0o17',
  '08',
  '09',
  '0',
  '00',
  '-0',
  '-00',
  '-0x10',
  '0X1F',
  '1_000',
  '1,000',
  '60s',
  '1k',
  '16M',
  '60.5',
  '6e1',
  'yes',
  'true',
  'on',
  'default',
  '"60"',
  "'60'",
  '60\r',
  '\r60',
  '60\v',
  '\v60',
  '\f60',
  '60\f',
  '60\u00a0',
  '\u00a060',
  '60\u0000',
  '\u000060',
  '６０',
  'ünï',
  '$((60))',
  '{{ x }}',
  '[60]',
  '#60',
  ';60',
  '=60',
  '60\n70',
  '\n60',
  '60\n',
  '\n',
  `${' '.repeat(4090)}123456789`,
  `${' '.repeat(5000)}5`,
  `5 ${'x'.repeat(5000)}`,
  '5'.repeat(5000),
]

const tails = [
  '',
  '',
  '',
  ' ',
  '\t',
  '  \t ',
  ' # c',
  '# c',
  ' ; c',
  ';',
  ' abc',
  'abc',
  ' 70',
  ' =',
  '\r',
  ',',
  ' ,',
  '\n',
  '\n7',
  '\v',
  '\u00a0',
]

/** A whole number in one of the ways to write one. */
function numeral(random: () => number, pick: Pick, least: bigint, most: bigint): string {
  const span = most > least ? most - least : 1n
  const near = random() < 0.6 ? least + (span * BigInt(Math.floor(random() * 1000))) / 1000n : pick([least, most])
  const by = BigInt(Math.floor(random() * 5) - 2)
  const number = random() < 0.25 ? pick(edges) : near + (random() < 0.5 ? by : 0n)
  const sign = number < 0n !== random() < 0.05 ? '-' : ''
  const plain = number < 0n ? -number : number
  const written = [
    plain.toString(),
    plain.toString(),
    plain.toString(),
    `0${plain.toString(8)}`,
    `0x${plain.toString(16)}`,
  ]
  const forms = [
    ...written,
    `0X${plain.toString(16).toUpperCase()}`,
    `0${plain}`,
    `000${plain}`,
    `00000000000000${plain}`,
  ]
  return sign + pick(forms)
}

/** As many values for a parameter: what it takes, what it just does not take, and all kinds of slips. */
export function valuesFor(accepts: Accepts, count: number, random: () => number): string[] {
  const pick: Pick = of => of[Math.floor(random() * of.length)]!
  const made = new Set<string>(junk)
  const [least, most] = bounds(accepts)
  for (const edge of [...edges, least, most, least - 1n, most + 1n, -least, -most])
    made.add(String(edge)).add(String(-edge))
  for (let tries = 0; made.size < count && tries < count * 20; tries++)
    made.add(one(accepts, random, pick, [least, most]))
  return [...made]
}

function one(accepts: Accepts, random: () => number, pick: Pick, of: [bigint, bigint]): string {
  const number = () => numeral(random, pick, of[0], of[1])
  switch (accepts.kind) {
    case 'vector':
    case 'range': {
      const length = pick([1, 2, 2, 3, 3, 3, 3, 4])
      const words = Array.from({ length }, () => (random() < 0.08 ? pick(junk) : number()))
      return (
        pick(['', '', ' ', '\t']) +
        words.join(pick([' ', ' ', ' ', '\t', '  ', ', ', ',', '-', '\n', '\v', ' \n '])) +
        pick(tails)
      )
    }
    case 'list': {
      const stretch = () => (random() < 0.4 ? `${number()}-${number()}` : number())
      const items = Array.from({ length: Math.floor(random() * 6) + 1 }, () =>
        random() < 0.04 ? pick(junk) : stretch(),
      )
      return items.join(pick([',', ',', ',', ',', ', ', ' ', '\n', ',,'])) + pick(['', '', '', ',', ' ', '\n', '-'])
    }
    case 'string':
      return accepts.text === 'fastopen-key' ? key(random, pick) : pick(names) + pick(['', '', ...tails])
    default:
      return pick(['', '', '', ' ', '\t', '  ']) + (random() < 0.1 ? pick(junk) : number()) + pick(tails)
  }
}

const names = [
  'reno',
  'cubic',
  'bbr',
  'RENO',
  'Reno',
  ' reno',
  '"reno"',
  'reno,',
  'ren',
  'reno reno',
  '',
  'bb r',
  'reno#',
]

function key(random: () => number, pick: Pick): string {
  const word = () =>
    pick(['', '', '', ' ', '0x', '\t0X']) +
    Array.from({ length: Math.floor(random() * 10) + (random() < 0.97 ? 1 : 0) }, () =>
      pick([...'0123456789abcdefABCDEF']),
    ).join('')
  const single = () =>
    Array.from({ length: pick([4, 4, 4, 4, 3, 5]) }, word).join(pick(['-', '-', '-', '-', ' -', '- ', ' ', ':']))
  const keys = random() < 0.4 ? [single(), single()] : [single()]
  return keys.join(pick([',', ',', ', ', ' ,', ';'])) + pick(['', '', ' ', ' # c', ',', 'z'])
}

function bounds(accepts: Accepts): [bigint, bigint] {
  switch (accepts.kind) {
    case 'int':
    case 'u8':
    case 'uint':
      return [BigInt(accepts.min), BigInt(accepts.max)]
    case 'vector':
      return bounds(accepts.element)
    case 'ulong':
      return [0n, 2n ** 64n - 1n]
    case 'jiffies':
      return [-8589934n, 8589934n]
    case 'jiffies-ms':
      return [0n, 2147483647n]
    default:
      return [0n, 65535n]
  }
}
