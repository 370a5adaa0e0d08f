import { expect, test } from 'vitest'
import { brief, dropIn, findings, set, target } from './targets.ts'

const [time, intvl, probes] = ['time', 'intvl', 'probes'].map(part => `net.ipv4.tcp_keepalive_${part}`)
const whole = (t: string, i: string, p: string) => dropIn(`${time} = ${t}\n${intvl} = ${i}\n${probes} = ${p}\n`)

test.each([
  ['31', ['2 warning tcp-keepalive-intvl']],
  ['30', []],
  ['15', []],
  ['14', ['2 notice tcp-keepalive-intvl']],
  ['10', ['2 notice tcp-keepalive-intvl']],
  ['9', ['2 warning tcp-keepalive-intvl']],
  ['0', ['2 warning tcp-keepalive-intvl']],
  ['-1', ['2 warning tcp-keepalive-intvl']],
])('an interval of %s s', (value, expected) => {
  expect(brief(findings([whole('600', value, '5')]))).toEqual(expected)
})

test.each([
  ['6', ['3 warning tcp-keepalive-probes']],
  ['5', []],
  ['4', ['3 notice tcp-keepalive-probes']],
  ['2', ['3 notice tcp-keepalive-probes']],
  ['1', ['3 warning tcp-keepalive-probes']],
  ['0', ['3 warning tcp-keepalive-probes']],
])('%s probes', (value, expected) => {
  expect(brief(findings([whole('600', '30', value)]))).toEqual(expected)
})

const message = (t: string, i: string, p: string) => findings([whole(t, i, p)])[0]!.message

test('the detection time is time + intvl × probes, in seconds and in words', () => {
  expect(message('600', '60', '5')).toContain('600 + 60 × 5 = 900 s (15 min)')
  expect(message('7200', '75', '5')).toContain('7200 + 75 × 5 = 7575 s (2 h 6 min 15 s)')
  expect(message('10', '5', '5')).toContain('10 + 5 × 5 = 35 s;')
  expect(message('86400', '60', '5')).toContain('= 86700 s (1 d 5 min)')
})

test('what is not set is taken from the kernel, and the message says so', () => {
  const [, found] = findings([dropIn(`${intvl} = 75\n`)])
  const [first] = findings([dropIn(`${intvl} = 75\n`)])
  for (const one of [first, found]) {
    expect(one!.message).toContain('7200 + 75 × 9 = 7875 s (2 h 11 min 15 s)')
    expect(one!.message).toContain("with the kernel's default for tcp_keepalive_time and tcp_keepalive_probes")
  }
})

test('companions of the same scope count', () => {
  const tasks = target('run', [set(time!, '300'), set(probes!, '5')], { id: 'tasks' })
  const files = { ...dropIn(`${intvl} = 60\n`), id: 'files' }
  const found = findings([tasks, files]).filter(one => one.rule !== 'not-persistent')
  expect(brief(found)).toEqual(['1 warning tcp-keepalive-intvl'])
  expect(found[0]!.message).toContain('300 + 60 × 5 = 600 s (10 min)')
  const elsewhere = { ...tasks, scope: 'another role' }
  const alone = findings([elsewhere, files]).filter(one => one.rule === 'tcp-keepalive-intvl')
  expect(alone[0]!.message).toContain('7200 + 60 × 9')
})

test('a companion whose value is not known is named', () => {
  const steps = [set(time!, '$TIME', { known: false }), set(intvl!, '60'), set(probes!, '5')]
  const [found] = findings([target('run', steps)]).filter(one => one.rule === 'tcp-keepalive-intvl')
  expect(found!.message).toContain('tcp_keepalive_time + 60 × 5 s (tcp_keepalive_time not known here)')
})

// tried on 6.18: with probes at 0 the socket of a living peer ends with ETIMEDOUT when the time is over; with a negative interval or
// time that of a dead one stays
test('values that turn keepalive into something else are said to do so', () => {
  expect(message('600', '30', '0')).toContain('idle connections are reset after 600 s (10 min)')
  expect(message('600', '-5', '5')).toContain('a dead peer is never noticed')
  expect(message('-1', '60', '5')).toContain('a dead peer is never noticed')
})

test('incomplete: intvl or probes without time, once a scope', () => {
  const lone = dropIn(`${intvl} = 30\n${probes} = 5\n`)
  expect(brief(findings([lone]))).toEqual(['1 notice keepalive-incomplete'])
  expect(findings([lone])[0]!.message).toContain('7200 + 30 × 5 = 7350 s (2 h 2 min 30 s)')
  const second = { ...dropIn(`${probes} = 5\n`), id: 'second' }
  expect(brief(findings([lone, second]))).toEqual(['1 notice keepalive-incomplete'])
  expect(brief(findings([lone, { ...second, scope: 'another role' }]))).toHaveLength(2)
})

test('incomplete: silent as soon as time is set at all in the scope', () => {
  const lone = dropIn(`${intvl} = 30\n`)
  const sets = (step: ReturnType<typeof set>) => target('run', [step], { id: 'run' })
  const told = (step: ReturnType<typeof set>) =>
    findings([lone, sets(step)]).filter(one => one.rule === 'keepalive-incomplete')
  expect(told(set(time!, '300'))).toEqual([])
  expect(told(set(time!, '$TIME', { known: false }))).toEqual([])
  expect(told(set(time!, '300', { conditional: 'inside an if' }))).toEqual([])
  expect(told(set(time!, '300', { state: 'absent' }))).toHaveLength(1)
})

test('incomplete: silent where the tuning itself is not certain', () => {
  expect(findings([target('run', [set(intvl!, '30', { conditional: 'inside an if' })])])).toEqual([])
})
