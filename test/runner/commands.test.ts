import { expect, test } from 'vitest'
import { processOutput } from './commands.ts'

const only = (output: string) => {
  const { commands } = processOutput(output)
  expect(commands).toHaveLength(1)
  return commands[0]!
}

test('both ways of writing a command are understood, one of them anywhere in a line', () => {
  expect(only('  ::error file=a.conf,line=3::wrong').data).toBe('wrong')
  expect(only('text ##[set-env name=A;x=1]B').properties.get('name')).toBe('A')
  expect(processOutput('text ::error::no').commands).toEqual([])
  expect(processOutput('::nonsense::no').commands).toEqual([])
})

test('data and properties are unescaped in the order of the runner', () => {
  const { data, properties } = only('::warning title=a%3Ab%2Cc%25,file=x%0Ay::1%0A2 %250A')
  expect(data).toBe('1\n2 %0A')
  expect(properties.get('title')).toBe('a:b,c%')
  expect(properties.get('file')).toBe('x\ny')
})

test('a lone CR ends a line too', () => {
  expect(processOutput('text\r::error::hidden').annotations).toHaveLength(1)
})

test('the first ten of each level become annotations, and the log has all', () => {
  const lines = Array.from({ length: 12 }, (_, i) => [`::error::e${i}`, `::notice::n${i}`]).flat()
  const { annotations, dropped, log } = processOutput(lines.join('\n'))
  expect(annotations.filter(a => a.level === 'error')).toHaveLength(10)
  expect(annotations.filter(a => a.level === 'notice')).toHaveLength(10)
  expect(dropped.map(a => a.message)).toEqual(['e10', 'n10', 'e11', 'n11'])
  expect(log).toHaveLength(24)
})

test('a message is cut at 4096 characters', () => {
  expect(processOutput(`::error::${'x'.repeat(5000)}`).annotations[0]!.message).toHaveLength(4096)
})

test.each([
  ['line=3,endLine=3,col=1,endColumn=5', { line: '3', endLine: '3', col: '1', endColumn: '5' }],
  ['line=3,endLine=4,col=1,endColumn=5', { line: '3', endLine: '4' }],
  ['endLine=4', { line: '4', endLine: '4' }],
  ['col=1,endColumn=5', {}],
  ['line=3,endLine=2', {}],
  ['line=3,endLine=3,col=5,endColumn=2', { line: '3', endLine: '3' }],
  ['line=3,endColumn=2', { line: '3', col: '2', endColumn: '2' }],
])('lines and columns: %s', (written, kept) => {
  expect(processOutput(`::error ${written}::x`).annotations[0]!.data).toEqual(kept)
})

test('a file below the workspace is made relative', () => {
  const { annotations } = processOutput('::error file=/w/a/b.conf::x', '/w')
  expect(annotations[0]!.data).toEqual({ file: 'a/b.conf' })
})

test('between stop-commands and its token nothing is a command', () => {
  const { annotations, log } = processOutput('::stop-commands::k\n::error::a\n##[error]b\n::k::\n::error::c')
  expect(annotations.map(a => a.message)).toEqual(['c'])
  expect(log).toEqual(['::error::a', '##[error]b', 'c'])
})
