import type { CommandName } from './arguments.ts'

/** What a command does, for the help, the README and the completion of shells; loaded only for them. */
export interface CommandMeaning {
  /** Its words, as a help writes them. */
  readonly words: string
  /** What they are, for completion. */
  readonly takes: 'paths' | 'path' | 'subjects' | 'shells' | 'nothing'
  /** For the list of commands, without a full stop. */
  readonly meaning: string
  /** What its own help says besides, in sentences. */
  readonly more: string
}

/** The subjects of `explain` are rules, parameters and states; see commands/explain.ts. */
export const commandTable: Readonly<Record<CommandName, CommandMeaning>> = {
  check: {
    words: '[PATH...]',
    takes: 'paths',
    meaning: 'find, judge and report',
    more: 'PATH is a file, a folder or a pattern, the current directory if none is given, - for standard input. Files are those that git tracks or would track, or without git those that no .gitignore leaves out; a file that is named is always read. The word check may be left out.',
  },
  settings: {
    words: '[PATH...]',
    takes: 'paths',
    meaning: 'every setting found, judged by nothing',
    more: 'With what the kernel makes of each value, and what becomes of it once all that the repository says about its host has been applied.',
  },
  effective: {
    words: '[PATH...]',
    takes: 'paths',
    meaning: 'what each host ends up with',
    more: 'Once everything that the repository says about it has been applied. With --against, exit status 1 says that the machine has drifted from that.',
  },
  rules: { words: '', takes: 'nothing', meaning: 'the rules, a line each', more: '' },
  explain: {
    words: 'WHAT',
    takes: 'subjects',
    meaning: 'a rule, a parameter or a state of TCP in full',
    more: 'WHAT is a rule (tcp-fin-timeout), a parameter (net.ipv4.tcp_fin_timeout, tcp_fin_timeout, net/ipv4/tcp_fin_timeout) or a state of a connection (CLOSE_WAIT, time-wait).',
  },
  init: {
    words: '',
    takes: 'nothing',
    meaning: 'write a configuration to start from',
    more: 'It writes a .sysctl-lint.yml that says nothing but the defaults, and explains in comments what else can be said.',
  },
  config: {
    words: '[PATH]',
    takes: 'path',
    meaning: 'what the configuration has in force for a path, and where each value comes from',
    more: '',
  },
  plan: {
    words: 'FILE...',
    takes: 'paths',
    meaning: "share an organisation's repositories among jobs",
    more: 'FILE is a list of repositories as the API of GitHub gives it, - for standard input. The plan has a matrix for a workflow.',
  },
  audit: {
    words: '',
    takes: 'nothing',
    meaning: 'look at the repositories of one shard of a plan',
    more: 'It writes a JSON report for each into the folder of --output, and leaves alone what has one already. Needs --plan, --shard and --output. It authenticates with GITHUB_TOKEN, or as an app with SYSCTL_LINT_APP_ID, SYSCTL_LINT_APP_PRIVATE_KEY and SYSCTL_LINT_APP_INSTALLATION.',
  },
  merge: {
    words: 'FILE...',
    takes: 'paths',
    meaning: 'join JSON reports into one',
    more: 'FILE is a JSON report or a folder of them. A report that cannot be read is a line in the result, not the end of it.',
  },
  completion: {
    words: 'bash|zsh|fish',
    takes: 'shells',
    meaning: 'what makes a shell complete the words of this program',
    more: 'bash: source <(sysctl-lint completion bash) in ~/.bashrc. zsh: sysctl-lint completion zsh > a file _sysctl-lint in a folder of $fpath. fish: sysctl-lint completion fish > ~/.config/fish/completions/sysctl-lint.fish.',
  },
}
