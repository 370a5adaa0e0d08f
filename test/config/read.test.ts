import { describe, expect, test } from 'vitest'
import { wrongWith } from './config-texts.ts'

const tops = 'extends, kernel, loader, rules, parameters, require, exclude or overrides'
const policies =
  'a built-in policy (article, aks, mongodb, rabbitmq, redshift or sap-hana) or a file, written ./house.yml'
const kernels =
  'give a release (6.1.192), a series (6.12), a range (5.10-6.12, 5.10..6.12, 5.10-, >=5.10) or a distribution'
const notRead =
  'is no parameter that sysctl-lint reads, which are those of TCP and what it depends on (net.ipv4.tcp_*, net.core.*, net.netfilter.*)'
const aLimit = 'a mapping with min, max, one-of, severity or why, or off'
const levels = 'takes off, notice, warning or error'
const limit = (text: string) => `parameters:\n  net.ipv4.tcp_fin_timeout: ${text}\n`
const override = (text: string) => `overrides:\n  - ${text}\n`
const off = '\n    rules: { syntax: off }'

describe.each<[string, readonly (readonly [text: string, message: string])[]]>([
  [
    'the top',
    [
      ['rulez: {}', `1:1: rulez is no key of a configuration; give ${tops}; did you mean rules?`],
      [
        'loader: systemd\nparameter: {}',
        `2:1: parameter is no key of a configuration; give ${tops}; did you mean parameters?`,
      ],
      ['$schema: x', `1:1: $schema is no key of a configuration; give ${tops}`],
      ['- a', `1:1: the configuration takes a mapping with ${tops}, not a list`],
      ['just text', `1:1: the configuration takes a mapping with ${tops}, not just text`],
    ],
  ],
  [
    'kernel and loader',
    [
      ['kernel: debain-12', `1:9: Kernel 'debain-12' is not understood: ${kernels}; did you mean debian-12?`],
      ['kernel: 7', expect.stringMatching(/^1:9: Kernel '7' is not understood: .* \(rhel-7, .*\)$/)],
      ['kernel: 6.1-5.10', "1:9: Kernel '6.1-5.10' ends before it begins: write 5.10-6.1"],
      [
        'kernel: [6.1]',
        '1:9: kernel takes a release, a series, a range or a distribution: 6.12, 5.10-, debian-12, not a list',
      ],
      ['loader: runit', '1:9: loader takes systemd or procps, not runit'],
      ['loader: Systemd', '1:9: loader takes systemd or procps, not Systemd; did you mean systemd?'],
      ['loader: sysctl', '1:9: loader takes systemd or procps, not sysctl'],
    ],
  ],
  [
    'rules',
    [
      [
        'rules:\n  tcp-fin-timeuot: off',
        '2:3: tcp-fin-timeuot is no rule; sysctl-lint rules lists them; did you mean tcp-fin-timeout?',
      ],
      ['rules:\n  no-such-thing-at-all: off', '2:3: no-such-thing-at-all is no rule; sysctl-lint rules lists them'],
      ['rules: { syntax: warn }', `1:18: syntax ${levels}, not warn; did you mean warning?`],
      ['rules: { syntax: no }', `1:18: syntax ${levels}, not no; did you mean off?`],
      ['rules: { syntax: info }', `1:18: syntax ${levels}, not info; did you mean notice?`],
      ['rules: { syntax: true }', `1:18: syntax ${levels}, not true`],
      ['rules: { syntax: }', `1:17: syntax ${levels}, not nothing`],
      ['rules: [syntax]', '1:8: rules takes a mapping from rules to off, notice, warning or error, not a list'],
      ['rules: yes', '1:8: rules takes a mapping from rules to off, notice, warning or error, not yes'],
    ],
  ],
  [
    'parameters',
    [
      [
        'parameters:\n  net.ipv4.tcp_fin_timout: { max: 3 }',
        `2:3: net.ipv4.tcp_fin_timout ${notRead}; did you mean net.ipv4.tcp_fin_timeout?`,
      ],
      [
        'parameters:\n  tcp_fin_timeout: { max: 3 }',
        `2:3: tcp_fin_timeout ${notRead}; did you mean net.ipv4.tcp_fin_timeout?`,
      ],
      ['parameters:\n  vm.swappiness: { max: 3 }', `2:3: vm.swappiness ${notRead}`],
      [
        limit('{ maximum: 3 }'),
        '2:31: maximum is no key of a limit; give min, max, one-of, severity or why; did you mean max?',
      ],
      [limit('{ max: "3" }'), '2:36: max takes a whole number, not the text 3'],
      [limit('{ max: 3.5 }'), '2:36: max takes a whole number, not 3.5'],
      [limit('{ max: 99999999999999999999 }'), '2:36: max takes a whole number, not 99999999999999999999'],
      [limit('{ max: }'), '2:35: max takes a whole number, not nothing'],
      [limit('30'), `2:29: net.ipv4.tcp_fin_timeout takes ${aLimit}, not 30`],
      [limit('[15, 30]'), `2:29: net.ipv4.tcp_fin_timeout takes ${aLimit}, not a list`],
      [limit(''), `2:28: net.ipv4.tcp_fin_timeout takes ${aLimit}, not nothing`],
      [limit('{ min: 30, max: 15 }'), '2:36: min 30 is more than max 15, so no value is right'],
      [limit('{}'), '2:3: net.ipv4.tcp_fin_timeout has no limit; give min, max or one-of'],
      [limit('{ one-of: [] }'), '2:39: one-of takes at least one value, not an empty list'],
      [limit('{ one-of: 30 }'), '2:39: one-of takes a list of values, not 30'],
      [limit('{ one-of: [{}] }'), '2:40: one-of[0] takes numbers and words, not a mapping'],
      [limit('{ one-of: [20, 90], max: 60 }'), '2:44: 90 is allowed by one-of and excluded by max 60'],
      [limit('{ one-of: [20, 90], min: 30 }'), '2:40: 20 is allowed by one-of and excluded by min 30'],
      [
        limit('{ max: 1, severity: fatal }'),
        '2:49: severity takes notice, warning or error, not fatal; did you mean error?',
      ],
      [limit('{ max: 1, severity: off }'), '2:49: severity takes notice, warning or error, not off'],
      [limit('{ max: 1, why: 3 }'), '2:44: why takes a text, not 3'],
      [
        'parameters:\n  net.core.somaxconn: { severity: error }',
        '2:3: net.core.somaxconn has no limit that is extended; give min, max or one-of',
      ],
      [
        'extends: []\nparameters:\n  net.ipv4.tcp_fin_timeout: { why: x }',
        '3:3: net.ipv4.tcp_fin_timeout has no limit that is extended; give min, max or one-of',
      ],
      [
        'parameters:\n  net.ipv4.tcp_congestion_control: { min: 1 }',
        '2:43: net.ipv4.tcp_congestion_control is no number; limit it with one-of',
      ],
      [
        'parameters:\n  net.ipv4.tcp_fastopen_key: { one-of: [x] }',
        '2:3: net.ipv4.tcp_fastopen_key is a secret, whose value no limit may tell; take it out',
      ],
    ],
  ],
  [
    'require',
    [
      [
        'require: net.ipv4.tcp_syncookies',
        '1:10: require takes a list of parameters, or a mapping from them to severity and why, not net.ipv4.tcp_syncookies',
      ],
      [
        'require: [net.ipv4.tcp_syncookie]',
        `1:11: net.ipv4.tcp_syncookie ${notRead}; did you mean net.ipv4.tcp_syncookies?`,
      ],
      [
        'require:\n  net.ipv4.tcp_syncookies: yes',
        '2:28: net.ipv4.tcp_syncookies takes nothing, a mapping with severity or why, or off, not yes',
      ],
      ['require:\n  net.ipv4.tcp_syncookies: { min: 3 }', '2:30: min is no key of a requirement; give severity or why'],
    ],
  ],
  [
    'exclude',
    [
      ['exclude: legacy/', '1:10: exclude takes a list of patterns, not legacy/'],
      [
        'exclude: [""]',
        '1:11: exclude[0] takes patterns of one line that are not empty and do not begin with #, not nothing',
      ],
      ['exclude: [a, 3]', '1:14: exclude[1] takes a pattern as in .gitignore, not 3'],
      ['exclude: ["", "#x"]', expect.stringMatching(/ \(and 1 more problem\)$/)],
    ],
  ],
  [
    'overrides',
    [
      [
        'overrides:\n  files: x',
        '2:3: overrides takes a list of mappings with files, kernel, loader, rules, parameters or require, not a mapping',
      ],
      [
        'overrides: [x]',
        '1:13: overrides[0] takes a mapping with files, kernel, loader, rules, parameters or require, not x',
      ],
      [override('rules: {}'), '2:5: overrides[0] has no files'],
      [override(`files: []${off}`), '2:12: files takes at least one pattern, not an empty list'],
      [
        override(`files: "!x"${off}`),
        '2:12: files takes patterns of one line that are not empty and do not begin with ! or #, not !x',
      ],
      [override(`files: [a, 3]${off}`), '2:16: files[1] takes a pattern as in .gitignore, not 3'],
      [
        override('files: x\n    exclude: [y]'),
        '3:5: exclude is no key of an override; give files, kernel, loader, rules, parameters or require',
      ],
      [
        override('files: x\n    rules: { sintax: off }'),
        '3:14: sintax is no rule; sysctl-lint rules lists them; did you mean syntax?',
      ],
      [override('files: x\n    kernel: x'), expect.stringMatching(/^3:13: Kernel 'x' is not understood/)],
    ],
  ],
  [
    'extends',
    [
      ['extends: rabitmq', `1:10: extends takes ${policies}, not rabitmq; did you mean rabbitmq?`],
      ['extends: [article, artcle]', `1:20: extends[1] takes ${policies}, not artcle; did you mean article?`],
      ['extends: house.yml', `1:10: extends takes ${policies}, not house.yml; did you mean ./house.yml?`],
      ['extends: /etc/house.yml', `1:10: extends takes ${policies}, not /etc/house.yml`],
      ['extends: https://example.org/house.yml', expect.stringMatching(/^1:10: extends takes /)],
      ['extends: ./house.yml', '1:10: ./house.yml does not exist, or is no plain text file of the repository'],
      [
        'extends: ./rabbitmq',
        '1:10: ./rabbitmq does not exist, or is no plain text file of the repository; did you mean rabbitmq?',
      ],
      ['extends: [article, 3]', `1:20: extends[1] takes ${policies}, not 3`],
      ['extends: ../house.yml', '1:10: ../house.yml lies outside the repository; a policy may extend what is inside'],
      [
        'extends: ./a/../../house.yml',
        '1:10: ./a/../../house.yml lies outside the repository; a policy may extend what is inside',
      ],
    ],
  ],
  [
    'YAML',
    [
      ['rules: {syntax: off}\nrules: {}', '2:1: rules is there already; keys stand once'],
      ['rules:\n  syntax: off\n  syntax: error', '3:3: syntax is there already; keys stand once'],
      ['rules:\n\tsyntax: off', expect.stringMatching(/^2:1: a tab stands where YAML takes only blanks/)],
      ['rules: {}\n---\nrules: {}', '3:1: a second YAML document is not read; a configuration is one'],
      ['rules: {syntax: &a off, overridden: *b}', '1:37: the alias names no anchor above it'],
      ['rules: !x {}', '1:11: the tag !x has no meaning here'],
      ['loader: !!binary c3lzdGVtZA==', '1:18: c3lzdGVtZA== has the tag !!binary, which has no meaning here'],
      [
        limit('{ max: 030 }'),
        '2:36: 030 is another number to older YAML readers, who take the leading 0 for octal; write 30',
      ],
      [limit('{ max: .inf }'), '2:36: .inf is no number that can be used here'],
      ['\ufeffrules: {syntax: of}', `1:18: syntax ${levels}, not of; did you mean off?`],
      ['# 🙂\r\nrules: { syntax: "é" }\r\n', `2:18: syntax ${levels}, not é`],
      ['__proto__: {}', '1:1: __proto__ is no key here'],
      ['rules:\n  constructor: off', '2:3: constructor is no key here'],
      ['rules: { toString: off }', '1:10: toString is no rule; sysctl-lint rules lists them'],
    ],
  ],
])('%s: what is wrong is said at its place', (_, cases) => {
  test.each(cases)('%j', (text, message) => {
    expect(wrongWith(text)).toEqual([message])
  })
})

test.each([
  [
    limit('{ max: 99999999999 }'),
    '2:36: max 99999999999 is refused by net.ipv4.tcp_fin_timeout of the kernels 5.10-, so the limit reaches further than the kernel',
  ],
  [
    'parameters:\n  net.ipv4.tcp_tw_recycle: { max: 0 }',
    '2:3: net.ipv4.tcp_tw_recycle is in none of the kernels 5.10-, so this limit never speaks',
  ],
  [
    'require: [net.ipv4.tcp_tw_recycle]',
    '1:11: net.ipv4.tcp_tw_recycle is in none of the kernels 5.10-, so nothing can set it',
  ],
  ['overrides:\n  - files: x', '2:5: the override changes nothing; give rules, parameters, require, kernel or loader'],
  [
    'parameters:\n  net.ipv4.tcp_slow_start_after_idle: { one-of: [a] }',
    expect.stringMatching(/^2:50: a is refused by the kernels 5\.10- \(.*\), so nothing ever has that value$/),
  ],
  [
    'rules: { outside-policy: off }\nparameters: { net.ipv4.tcp_fin_timeout: { max: 9 } }',
    '1:26: outside-policy is off, so that nobody hears of the limits under parameters',
  ],
  [
    'rules: { required-parameter: off }\nrequire: [net.ipv4.tcp_syncookies]',
    '1:30: required-parameter is off, so that nobody hears of what require names',
  ],
])('%j is only warned of', (text, message) => {
  const [found] = wrongWith(text)
  expect(found?.replace(/^warning /, '')).toEqual(message)
  expect(found).toMatch(/^warning /)
})

test.each([
  '',
  '# nothing\n',
  'rules:\n',
  'kernel: ~\nextends: []\n',
  'kernel: 6.10\n',
  'kernel: "6.1"\n',
  '%YAML 1.1\n---\nrules: { syntax: off }\n',
  'rules: { syntax: "off" }\n',
  'kernel: "4.9"\nparameters:\n  net.ipv4.tcp_tw_recycle: { max: 0 }\n',
  'x: &x\n'.replace('x: &x\n', 'rules: &x { syntax: off }\noverrides: [{ files: a, rules: *x }]\n'),
  'parameters: { net.ipv4.tcp_rmem: { min: 0, max: 3 } }\n',
])('%j is in order', text => {
  expect(wrongWith(text)).toEqual([])
})

test('off and false are the same, in rules, parameters and require', async () => {
  const { configOf } = await import('./config-texts.ts')
  const text = (word: string) =>
    `rules: { syntax: ${word} }\nparameters: { net.ipv4.tcp_fin_timeout: ${word} }\nrequire: { net.ipv4.tcp_syncookies: ${word} }\n`
  for (const word of ['off', 'false', 'False', 'FALSE', '"off"']) {
    const { top } = configOf(text(word))
    expect([word, top.rules.get('syntax')?.value]).toEqual([word, 'off'])
    expect(top.limits.get('net.ipv4.tcp_fin_timeout')).toEqual([])
    expect(top.require.size).toBe(0)
  }
})
