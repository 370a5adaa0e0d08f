import { describe, expect, it } from 'vitest'
import { defaultKernel } from '../../src/kernel/range.ts'
import { settle } from '../../src/loaders/settle.ts'
import { file, line, type Options, target } from '../rules/targets.ts'

const path = '/etc/sysctl.d/60.conf'
const key = 'net.ipv4.tcp_fin_timeout'

/** What becomes of each setting that the file gets, then its edits: `20 overridden rewritten`. */
function ends(text: string, edits: readonly (readonly [key: string, value: string, options?: Options])[]): string[] {
  const steps = [file(path, text), ...edits.map(([name, value, options]) => line(path, name, value, options))]
  const { effects } = settle(target('run', steps, { format: 'ansible' }), 'systemd', defaultKernel)
  return effects
    .filter(({ setting }) => setting.parameter === key)
    .map(({ setting, outcome, beaten }) => `${setting.value} ${outcome}${beaten ? ` ${beaten.how}` : ''}`)
}

const twice = `${key} = 20\n${key} = 30\n`
const other = 'net.ipv4.tcp_retries2'

/** As sysctl.py of ansible.posix leaves the file (test/oracle/sysctl-module.test.ts). */
describe('the module keeps the first line of each key once it writes the file', () => {
  it('for a key that is new', () => {
    expect(ends(twice, [[other, '8']])).toEqual(['20 applied', '30 overridden rewritten'])
  })

  it('for another value', () => {
    expect(ends(`${twice}${other} = 9\n`, [[other, '8']])).toEqual(['20 applied', '30 overridden rewritten'])
  })

  it('not for an equal one', () => {
    expect(ends(`${twice}${other} = 8\n`, [[other, '8']])).toEqual(['20 overridden same-file', '30 applied'])
  })

  it('for a line that it removes, and not for one that is not there', () => {
    const absent = [[other, '', { state: 'absent' }]] as const
    expect(ends(`${twice}${other} = 8\n`, absent)).toEqual(['20 applied', '30 overridden rewritten'])
    expect(ends(twice, absent)).toEqual(['20 overridden same-file', '30 applied'])
  })

  it('perhaps, where the task may not run or its value is not known', () => {
    const notKnown = ['20 applied', '30 unknown']
    expect(ends(twice, [[other, '8', { conditional: 'when: tune' }]])).toEqual(notKnown)
    expect(ends(`${twice}${other} = 9\n`, [[other, '{{ x }}', { known: false }]])).toEqual(notKnown)
    // a key of no interest may stand in the file with any value
    expect(ends(twice, [['vm.swappiness', '8']])).toEqual(notKnown)
  })

  it('so that a value which was there already goes again', () => {
    const edits = [[key, '30']] as const
    expect(ends(twice, edits)).toEqual(['20 overridden same-file', '30 overridden same-file', '30 applied'])
    expect(ends(twice, [...edits, [other, '8']])).toEqual([
      '20 applied',
      '30 overridden same-file',
      '30 overridden rewritten',
    ])
  })

  it('in the place of the first, before another spelling of the key', () => {
    const text = `${key} = 20\nnet/ipv4/tcp_fin_timeout = 25\n${key} = 30\n`
    expect(ends(text, [[key, '40']])).toEqual([
      '20 overridden same-file',
      '25 applied',
      '30 overridden same-file',
      '40 overridden same-file',
    ])
  })
})

it('a task that may remove a line leaves it in doubt', () => {
  const absent = (conditional: string | null) => [[key, '', { state: 'absent', conditional }]] as const
  expect(ends(`${key} = 20\n`, absent('when: tune'))[0]).toBe('20 unknown')
  expect(ends(`${key} = 20\n`, absent(null))[0]).toBe('20 overridden same-file')
})
