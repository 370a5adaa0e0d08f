import { distributions } from '../kernel/distributions.ts'
import { type CommandName, commands, everywhere, type OptionName, options } from './arguments.ts'
import { choices } from './options.ts'

/**
 * What an option means. The help, the table in README.md and the completion of shells are made of this, so that they say the same. It is
 * loaded only for them. Text in backticks is code.
 */
export interface OptionMeaning {
  /** What stands for its value; null: it takes none. `[=WHAT]`: it may be left out. */
  readonly value: string | null
  /** The words it takes, or some of those that it takes, for completion; `file` and `folder` are paths. */
  readonly words?: readonly string[] | 'file' | 'folder'
  /** Without a full stop, short enough for a line or two. */
  readonly meaning: string
}

type Table = Readonly<Record<OptionName, OptionMeaning>>

const file = { value: 'FILE', words: 'file' } as const

/** A value that is one of a few words. */
function oneOfWords(words: readonly string[], meaning: string): OptionMeaning {
  return { value: words.join('|'), words, meaning }
}

const table: Table = {
  against: { ...file, meaning: 'compare with a machine: the output of `sysctl -a` on it' },
  archived: { value: null, meaning: 'archived repositories too' },
  baseline: { ...file, meaning: 'set aside the findings that a baseline knows' },
  color: {
    value: null,
    meaning: 'colours, also where output is no terminal; `NO_COLOR` and `FORCE_COLOR` are honoured',
  },
  config: {
    ...file,
    meaning: 'the configuration; otherwise the nearest `.sysctl-lint.yml` or `.github/sysctl-lint.yml`',
  },
  diff: {
    value: null,
    meaning: 'print the fixes as a patch for `git apply` and write nothing; without `--fix` also whole lines and files',
  },
  exclude: { value: 'PATTERN', meaning: 'leave files out, written as in .gitignore; may be repeated' },
  'fail-on': oneOfWords(choices['fail-on'], 'the lowest severity that makes the exit status 1 (default `error`)'),
  fix: {
    value: '[=all|RULE]',
    words: ['safe', 'all'],
    meaning:
      'make the fixes that leave hosts as they are; with `all` also those that change a value in place, with a rule all of that rule, lines and files included',
  },
  forks: { value: null, meaning: 'forks too' },
  format: oneOfWords(['text', 'json'], '`text` for people (default), `json` for programs'),
  help: { value: null, meaning: 'this, or what one command takes' },
  host: { value: 'NAME', meaning: 'this target only, or those of a pattern (`web*`); may be repeated' },
  hz: {
    value: 'NUMBER',
    meaning: "the kernels' ticks per second, which bound values kept in ticks (default 100, the widest)",
  },
  include: { value: 'PATTERN', meaning: 'repositories to take, by name; may be repeated (default: all)' },
  'include-private': { value: null, meaning: 'private repositories too' },
  inventory: {
    ...file,
    meaning: "an inventory of Ansible's, a file or a folder; may be repeated (default: those that are found)",
  },
  kernel: {
    value: 'KERNELS',
    words: distributions.map(d => d.name),
    meaning:
      "the hosts' kernels: a release (`6.1.192`), a series (`6.12`), a range (`5.10-6.12`, `5.10-`) or a distribution (`debian-12`, `rhel9`, `amzn2023`); default: 5.10 and newer",
  },
  loader: oneOfWords(choices.loader, 'what applies sysctl files at boot (default `systemd`)'),
  'no-color': { value: null, meaning: 'no colours' },
  'no-inline-ignores': { value: null, meaning: 'comments in the files set nothing aside' },
  output: { ...file, meaning: 'write the report to a file' },
  plan: { ...file, meaning: 'what the command plan has written' },
  'prune-baseline': { value: null, meaning: 'drop from the `--baseline` what matches nothing any more' },
  quiet: { value: null, meaning: 'no summary' },
  require: { value: null, meaning: 'also find targets that lack a parameter which the configuration requires' },
  shard: { value: 'NUMBER', meaning: 'the shard of the plan to audit' },
  shards: { value: 'NUMBER', meaning: 'into how many shards, 256 at most (default 256)' },
  since: {
    ...file,
    meaning: 'tell what is new, fixed and still there since an earlier report of `check --format json`',
  },
  'stdin-filename': {
    value: 'NAME',
    meaning: 'what the text on standard input (`-`) is to be taken for (default `stdin.conf`)',
  },
  topic: { value: 'TOPIC', meaning: 'only repositories with this topic; may be repeated' },
  version: { value: null, meaning: 'the version' },
  'write-baseline': { ...file, meaning: 'write what is found to a baseline, which sets it aside from then on' },
}

/** Where a command means something else by an option. */
const apart: Readonly<Partial<Record<CommandName, Partial<Table>>>> = {
  check: {
    format: oneOfWords(
      choices.checkFormat,
      '`text` for people (default), `json` for programs, `sarif` for code scanning, `markdown` for a comment, `github` for annotations, `gitlab` for Code Quality, `junit` and `checkstyle` for other servers and reviewdog, `html` for a page to look at',
    ),
  },
  explain: { format: oneOfWords(['text', 'markdown'], '`text` for a terminal (default), `markdown` for elsewhere') },
  plan: {
    exclude: { value: 'PATTERN', meaning: 'repositories to leave out, by name; may be repeated' },
    output: { ...file, meaning: 'write the plan to a file' },
  },
  audit: { output: { value: 'FOLDER', words: 'folder', meaning: 'where the reports go, one a repository' } },
  merge: {
    format: oneOfWords(
      choices.mergeFormat,
      '`json` (default), `markdown` for a summary, `sarif` for code scanning, `html` for people',
    ),
    'fail-on': oneOfWords(choices['fail-on'], 'the lowest severity that makes the exit status 1 (default `none`)'),
    plan: {
      ...file,
      meaning: 'what the command plan has written: its repositories without a report are said to be missing',
    },
    since: { ...file, meaning: 'tell what is new and fixed since an earlier report of `merge --format json`' },
  },
}

/** An option as a command takes it. */
export interface NamedOption extends OptionMeaning {
  readonly name: OptionName
  /** One letter, or null. */
  readonly short: string | null
  readonly repeatable: boolean
}

/** What a command takes, without what is taken everywhere. */
export function optionsOf(command: CommandName): readonly NamedOption[] {
  return commands[command].map(name => named(name, command))
}

/** What every command takes. */
export function commonOptions(): readonly NamedOption[] {
  return everywhere.map(name => named(name, null))
}

function named(name: OptionName, command: CommandName | null): NamedOption {
  const option = options[name]
  const short = 'short' in option ? option.short : null
  const meaning = { ...table[name], ...(command ? apart[command]?.[name] : {}) }
  return { ...meaning, name, short, repeatable: 'multiple' in option }
}
