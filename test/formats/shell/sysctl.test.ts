import { describe, expect, test } from 'vitest'
import { written } from '../../../src/core/text.ts'
import { line, problemLines, read, said } from './read.ts'

const k = 'net.ipv4.tcp_fin_timeout'

describe('spellings that set', () => {
  test.each([
    `sysctl -w ${k}=30`,
    `sysctl ${k}=30`,
    `sysctl -qw ${k}=30`,
    `sysctl -q -w ${k}=30`,
    `sysctl -n ${k}=30`,
    `sysctl ${k}=30 -w`,
    `sysctl --write ${k}=30`,
    `sysctl -- ${k}=30`,
    `sysctl -w "${k} = 30"`,
    `sysctl -w '${k}=30'`,
    `sysctl -w ${k}="30"`,
    `sysctl -w ${k}\\=30`,
    'sysctl -w net/ipv4/tcp_fin_timeout=30',
    `/sbin/sysctl -w ${k}=30`,
    `/usr/sbin/sysctl -w ${k}=30`,
    `busybox sysctl -w ${k}=30`,
    `sysctl -w ${k}=30 # ${k}=300`,
    `sysctl -w \\\n  ${k}=30`,
    `sudo sysctl -w ${k}=30`,
    `sudo -E -u root -- sysctl -w ${k}=30`,
    `doas sysctl -w ${k}=30`,
    `env -i LANG=C sysctl -w ${k}=30`,
    `LANG=C sysctl -w ${k}=30`,
    `nohup nice -n 5 sysctl -w ${k}=30 &`,
    `timeout -k 5 10s sysctl -w ${k}=30`,
    `time sysctl -w ${k}=30`,
    `command sysctl -w ${k}=30`,
    `exec sysctl -w ${k}=30`,
    `chroot /mnt sysctl -w ${k}=30`,
    `curtin in-target --target=/target -- sysctl -w ${k}=30`,
    `nsenter -t 1 -m -n sysctl -w ${k}=30`,
    `$SUDO sysctl -w ${k}=30`,
    `sh -c 'sysctl -w ${k}=30'`,
    `bash -lc "sysctl -w ${k}=30"`,
    `su - root -c 'sysctl -w ${k}=30'`,
    `eval "sysctl -w ${k}=30"`,
    `sudo bash <<'EOF'\nsysctl -w ${k}=30\nEOF`,
    `echo 'sysctl -w ${k}=30' | sh`,
    `OUT=$(sysctl -w ${k}=30)`,
    `FIN=30\nsysctl -w ${k}=$FIN`,
    `FIN=30\nsysctl -w ${k}="\${FIN}"`,
    `FIN=30\nsysctl -w ${k}=\${FIN:-60}`,
    `S="${k}=30"; sysctl -w "$S"`,
  ])('%s', script => {
    const { steps, problems } = read(script)
    expect(steps.map(line)).toEqual(['fin_timeout=30'])
    expect(problems).toEqual([])
  })
})

describe('spellings that set nothing', () => {
  test.each([
    `echo "sysctl -w ${k}=30"`,
    `# sysctl -w ${k}=30`,
    `sysctl -a ${k}=30`,
    `sysctl --dry-run ${k}=30`,
    `sysctl -Z ${k}=30`,
    `sysctl ${k}`,
    `echo ${k}=30 | xargs sysctl -w`,
    `docker run --sysctl ${k}=30 nginx`,
    `printf -v x ${k}=30`,
    `cat <<EOF\nsysctl -w ${k}=30\nEOF`,
    `sysctl -w kernel.panic=10`,
  ])('%s', script => {
    const { steps, problems } = read(script)
    expect(steps).toEqual([])
    expect(problems).toEqual([])
  })
})

test.each(['sysctl -w $KEY=30', 'sysctl -w net.ipv4.tcp_$NAME=30', 'echo 1 > /proc/sys/net/ipv4/$NAME'])(
  'a name that only a run can tell is a doubt of what was set before: %s',
  script => {
    const { steps, problems } = read(script)
    expect(steps.map(step => step.do === 'set' && step.setting.parameter)).toEqual([''])
    expect(problems).toEqual([])
  },
)

test.each(['sysctl -w kernel.$NAME=30', 'sysctl -w vm.${x}=1'])('%s is none of ours', script => {
  expect(read(script).steps).toEqual([])
})

describe('values', () => {
  test.each([
    [`sysctl -w ${k}=30 net.ipv4.tcp_sack=1`, ['fin_timeout=30', 'sack=1']],
    [`sysctl -w ${k}=30#x`, ['fin_timeout=30#x']],
    [`sysctl -w "net.ipv4.tcp_rmem = 4096  87380 16777216"`, ['rmem=4096  87380 16777216']],
    [`sysctl -w ${k}='$FIN'`, ['fin_timeout=$FIN']],
    [`sysctl -w ${k}=\${FIN:-30}`, ['fin_timeout=${FIN:-30} [unknown]']],
    [`FIN=\${FIN:-30}\nsysctl -w ${k}=$FIN`, ['fin_timeout=$FIN [unknown]']],
    [`sysctl -w ${k}=$(cat /x)`, ['fin_timeout=$(cat /x) [unknown]']],
    [`sysctl -w ${k}=\`cat x\``, ['fin_timeout=`cat x` [unknown]']],
    [`sysctl -w ${k}=$((10 * 3))`, ['fin_timeout=$((10 * 3)) [unknown]']],
    [`sysctl -w ${k}=`, ['fin_timeout=']],
    [`sysctl -e -w ${k}=30`, ['fin_timeout=30 [guarded]']],
    [`sysctl --ignore ${k}=30`, ['fin_timeout=30 [guarded]']],
    [`read FIN\nsysctl -w ${k}=$FIN`, ['fin_timeout=$FIN [unknown]']],
    [`FIN=30\n. ./conf\nsysctl -w ${k}=$FIN`, ['fin_timeout=$FIN [unknown]']],
    [`FIN=30\nif x; then FIN=40; fi\nsysctl -w ${k}=$FIN`, ['fin_timeout=$FIN [unknown]']],
    [`FIN=30\n(FIN=40)\nsysctl -w ${k}=$FIN`, ['fin_timeout=30']],
    [`FIN=30\nFIN=20\nsysctl -w ${k}=$FIN`, ['fin_timeout=20']],
    [`for FIN in 30 20; do :; done\nsysctl -w ${k}=$FIN`, ['fin_timeout=20']],
    [`while x; do sysctl -w ${k}=$FIN; FIN=3; done`, ['fin_timeout=$FIN [unknown; in a loop]']],
    [`X=40; sh -c 'sysctl -w ${k}=$X'`, ['fin_timeout=$X [unknown]']],
    [`X=40; sh -c "sysctl -w ${k}=$X"`, ['fin_timeout=40']],
  ])('%s', (script, want) => expect(said(script)).toEqual(want))
})

describe('mistakes', () => {
  test.each([
    [`sysctl -w ${k} = 30`, [], `${k} = 30`, `sysctl -w ${k}=30`],
    [`sysctl ${k} =30`, [], `${k} =30`, `sysctl ${k}=30`],
    [`sysctl -w ${k}= 30`, [], `${k}= 30`, `sysctl -w ${k}=30`],
    [`sysctl -w net.ipv4.tcp_rmem = 1 2 3`, [], 'net.ipv4.tcp_rmem = 1 2 3', 'sysctl -w net.ipv4.tcp_rmem="1 2 3"'],
    [
      `sysctl -w net.ipv4.tcp_rmem=1 2 3 ${k}=4`,
      ['rmem=1', 'fin_timeout=4'],
      '2 3',
      `sysctl -w net.ipv4.tcp_rmem="1 2 3" ${k}=4`,
    ],
    [`sysctl net.ipv4.tcp_rmem=1 2 3`, ['rmem=1'], '2 3', 'sysctl net.ipv4.tcp_rmem="1 2 3"'],
    [`sysctl --write=${k}=30`, [], `--write=${k}=30`, `sysctl --write ${k}=30`],
    [`sysctl -w=${k}=30`, [], `-w=${k}=30`, `sysctl -w ${k}=30`],
  ])('%s', (script, want, at, fixed) => {
    const { steps, problems } = read(script)
    expect(steps.map(line)).toEqual(want)
    expect(problems.map(p => [p.rule, written(p.problem.at)])).toEqual([['malformed-line', at]])
    const [edit] = problems[0]!.problem.fix!.edits
    expect(script.slice(0, edit!.at.start) + edit!.text + script.slice(edit!.at.end)).toBe(fixed)
    expect(problems[0]!.problem.message).not.toMatch(/\.$/)
  })

  test('the fix of a mistake leaves none', () => {
    expect(problemLines(read(`sysctl -w net.ipv4.tcp_rmem="1 2 3" ${k}=4`).problems)).toEqual([])
  })

  test('quoted words get no fix, for the edit would miss the quotes', () => {
    expect(read(`sysctl -w "${k}" = "30"`).problems[0]!.problem.fix).toBeUndefined()
  })

  test('other parameters are none of our business', () => {
    expect(read('sysctl -w kernel.panic = 10').problems).toEqual([])
    expect(read(`sysctl -w ${k}=30 $MORE`).problems).toEqual([])
  })
})

describe('loading', () => {
  test.each([
    ['sysctl -p', 'load procps /etc/sysctl.conf'],
    ['sysctl -p /etc/sysctl.d/a.conf /b.conf', 'load procps /etc/sysctl.d/a.conf /b.conf'],
    ['sysctl -p/etc/a.conf', 'load procps /etc/a.conf'],
    ['sysctl --load=/etc/a.conf', 'load procps /etc/a.conf'],
    ['sysctl -f /etc/a.conf', 'load procps /etc/a.conf'],
    ['sysctl -qp /etc/sysctl.d/*.conf', 'load procps /etc/sysctl.d/*.conf'],
    ['sysctl --system', 'load procps system'],
    ['systemctl restart systemd-sysctl', 'load systemd system'],
    ['systemctl --quiet reload-or-restart systemd-sysctl.service', 'load systemd system'],
    ['systemctl restart nginx systemd-sysctl', 'load systemd system'],
    ['systemctl start systemd-sysctl', 'load systemd system [the service has run at boot, so that start does nothing]'],
    ['service procps restart', 'load systemd system'],
    ['invoke-rc.d procps restart', 'load systemd system'],
    ['/etc/init.d/procps restart', 'load systemd system'],
    ['/lib/systemd/systemd-sysctl', 'load systemd system'],
    ['/usr/lib/systemd/systemd-sysctl /etc/sysctl.d/a.conf', 'load systemd /etc/sysctl.d/a.conf'],
    ['cd /etc/sysctl.d; sysctl -p a.conf', 'load procps /etc/sysctl.d/a.conf'],
  ])('%s', (script, want) => expect(said(script)).toEqual([want]))

  test.each([
    'sysctl -p "$F"',
    'sysctl -p a.conf',
    'systemctl status systemd-sysctl',
    'systemctl restart nginx',
    'service procps status',
  ])('%s loads nothing that is known', script => expect(said(script)).toEqual([]))

  test.each(['echo "net.ipv4.tcp_sack = 1" | sysctl -p -', 'sysctl -p /dev/stdin <<EOF\nnet.ipv4.tcp_sack = 1\nEOF'])(
    '%s reads what comes in',
    script => {
      expect(said(script)).toEqual(['write /dev/stdin "net.ipv4.tcp_sack = 1\\n"', 'load procps /dev/stdin'])
    },
  )
})
