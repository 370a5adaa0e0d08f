import { describe, expect, test } from 'vitest'
import { written } from '../../../src/core/text.ts'
import { read, said } from './read.ts'

const proc = '/proc/sys/net/ipv4/tcp_fin_timeout'

describe('writes below /proc/sys', () => {
  test.each([
    `echo 30 > ${proc}`,
    `echo 30 >> ${proc}`,
    `echo 30 >| "${proc}"`,
    `echo 30 >${proc}`,
    `echo -n 30 > ${proc}`,
    `echo "30" 2>/dev/null 1> ${proc}`,
    `> ${proc} echo 30`,
    `printf 30 > ${proc}`,
    `printf '30\\n' > ${proc}`,
    `printf %s 30 > ${proc}`,
    `printf '%s\\n' 30 > ${proc}`,
    `printf '%d' 30 > ${proc}`,
    `echo 30 | tee ${proc}`,
    `echo 30 | sudo tee -a ${proc} > /dev/null`,
    `echo 30 | cat > ${proc}`,
    `sudo sh -c 'echo 30 > ${proc}'`,
    `sudo sh -c "echo 30 > ${proc}"`,
    `cat > ${proc} <<EOF\n30\nEOF`,
    `cat <<'EOF' > ${proc}\n30\nEOF`,
    `tee ${proc} <<-EOF\n\t30\n\tEOF`,
    `{ echo 30; } > ${proc}`,
    `(echo 30) > ${proc}`,
    `echo 30 | dd of=${proc}`,
    `install /dev/stdin ${proc} <<EOF\n30\nEOF`,
    'cd /proc/sys/net/ipv4 && echo 30 > tcp_fin_timeout',
    'cd /proc/sys/net\ncd ipv4\necho 30 > ./tcp_fin_timeout',
    `P=${proc}; echo 30 > $P`,
    `V=30; echo $V > ${proc}`,
    'echo 30 > /proc/sys//net/ipv4/../ipv4/tcp_fin_timeout',
  ])('%s', script => expect(said(script)).toEqual(['fin_timeout=30']))

  test.each([
    [`echo 1 2 3 > /proc/sys/net/ipv4/tcp_rmem`, ['rmem=1 2 3']],
    [`echo "4096	87380  1" > /proc/sys/net/ipv4/tcp_rmem`, ['rmem=4096\t87380  1']],
    [`echo ' 30 ' > ${proc}`, ['fin_timeout= 30 ']],
    [`echo > ${proc}`, ['fin_timeout=']],
    [`: > ${proc}`, []],
    [`echo $FIN > ${proc}`, ['fin_timeout=$FIN [unknown]']],
    [`cat /tmp/x > ${proc}`, [`fin_timeout=cat /tmp/x > ${proc} [unknown]`]],
    [`{ echo 1; echo 2; } > ${proc}`, ['fin_timeout=1 [unknown]']],
    [
      `echo 30 > /proc/sys/net/ipv4/$K`,
      ['=net/ipv4/$K [unknown; only a run can tell which parameter net/ipv4/$K means]'],
    ],
    [`echo 30 > /proc/sys/vm/$K`, []],
    [`cd $D; echo 30 > tcp_fin_timeout`, []],
    [`echo 30 2> ${proc}`, []],
    [`echo 30 >&2 > ${proc}`, ['fin_timeout=30']],
    [`echo "echo 30 > ${proc}"`, []],
  ])('%s', (script, want) => expect(said(script)).toEqual(want))

  test('dash prints -e, bash reads it', () => {
    expect(said(`echo -e 30 > ${proc}`)).toEqual(['fin_timeout=-e 30'])
    expect(said(`echo -e 30 > ${proc}`, { dialect: 'bash' })).toEqual(['fin_timeout=30'])
    expect(said(`cat > ${proc} <<< 30`, { dialect: 'bash' })).toEqual(['fin_timeout=30'])
    expect(said(`cat > ${proc} <<< 30`)).toEqual(['fin_timeout=30 [only where sh is bash: dash has no <<<]'])
  })
})

const conf = '/etc/sysctl.d/60-net.conf'
const sack = 'net.ipv4.tcp_sack = 1'

describe('files', () => {
  test.each([
    [`echo "${sack}" >> ${conf}`, `append to ${conf} "${sack}\\n"`],
    [`echo '${sack}' > ${conf}`, `write ${conf} "${sack}\\n"`],
    [`echo ${sack} > ${conf}`, `write ${conf} "${sack}\\n"`],
    [`echo "${sack}" | sudo tee -a ${conf}`, `append to ${conf} "${sack}\\n"`],
    [`echo "${sack}" | tee --append ${conf} > /dev/null`, `append to ${conf} "${sack}\\n"`],
    [`printf 'net.ipv4.tcp_sack = %s\\n' 1 > ${conf}`, `write ${conf} "${sack}\\n"`],
    [
      `printf '%s = %s\\n' net.ipv4.tcp_sack 1 net.ipv4.tcp_ecn 2 > ${conf}`,
      `write ${conf} "${sack}\\nnet.ipv4.tcp_ecn = 2\\n"`,
    ],
    [`printf '100%% %s\\t\\101\\n' "$X" > ${conf}`, `write ${conf} "100% $X\\tA\\n"`],
    [`cat > ${conf} <<'EOF'\n# $X\n${sack}\nEOF`, `write ${conf} "# $X\\n${sack}\\n"`],
    [`cat <<EOF >> ${conf}\n${sack}\n\\$X \\\\ \\a\nEOF`, `append to ${conf} "${sack}\\n$X \\\\ \\\\a\\n"`],
    [`cat <<-EOF | tee ${conf}\n\t\t${sack}\n\tx\ty\n\tEOF`, `write ${conf} "${sack}\\nx\\ty\\n"`],
    [`{ echo a=1; echo "${sack}"; } > ${conf}`, `write ${conf} "a=1\\n${sack}\\n"`],
    [`{ echo a=1; date; echo "${sack}"; } | tee ${conf}`, `write ${conf} "a=1\\n#\\n${sack}\\n"`],
    [`(cat <<EOF\n${sack}\nEOF\n) > ${conf}`, `write ${conf} "${sack}\\n"`],
    [`CONF=${conf}\necho "${sack}" > "$CONF"`, `write ${conf} "${sack}\\n"`],
    [`echo "${sack}" > $ROOT${conf}`, `write ${conf} "${sack}\\n"`],
    [`echo "${sack}" > /mnt${conf}`, `write ${conf} "${sack}\\n"`],
    [`echo "${sack}" > /target${conf}`, `write ${conf} "${sack}\\n"`],
    [`echo "${sack}" > "$CONF"`, `write null "${sack}\\n"`],
    [`: > ${conf}`, `write ${conf} ""`],
    [`install -D -m 644 /dev/stdin ${conf} <<EOF\n${sack}\nEOF`, `write ${conf} "${sack}\\n"`],
    [`cat > t.conf <<EOF\n${sack}\nEOF\nmv t.conf ${conf}`, `write ${conf} "${sack}\\n"`],
    [`T=$(mktemp); echo "${sack}" > $T; sudo cp $T /etc/sysctl.d/`, `write /etc/sysctl.d/$T "${sack}\\n"`],
    [`TEXT="a=1\n${sack}"\necho "$TEXT" > ${conf}`, `write ${conf} "a=1\\n${sack}\\n"`],
    [`echo "a\\n${sack}" > ${conf}`, `write ${conf} "a\\n${sack}\\n"`],
    [`echo -e "a\\n${sack}" > ${conf}`, `write ${conf} "-e a\\n${sack}\\n"`],
    [`/bin/echo -e "a\\n${sack}" > ${conf}`, `write ${conf} "a\\n${sack}\\n"`],
    [`sudo echo -e "a\\n${sack}" > ${conf}`, `write ${conf} "a\\n${sack}\\n"`],
    [`echo "${sack}\\c" "x" > ${conf}`, `write ${conf} "${sack}"`],
  ])('%s', (script, want) => expect(said(script)).toEqual([want]))

  test('bash reads escapes after -e only', () => {
    const bash = { dialect: 'bash' } as const
    expect(said(`echo "a\\n${sack}" > ${conf}`, bash)).toEqual([`write ${conf} "a\\\\n${sack}\\n"`])
    expect(said(`echo -e "a\\n${sack}" > ${conf}`, bash)).toEqual([`write ${conf} "a\\n${sack}\\n"`])
    expect(said(`echo -ne "a\\n${sack}" > ${conf}`, bash)).toEqual([`write ${conf} "a\\n${sack}"`])
    expect(said(`echo $'a\\n${sack}' > ${conf}`, bash)).toEqual([`write ${conf} "a\\n${sack}\\n"`])
  })

  test('an option that dash prints is said, for it takes the first line away', () => {
    const script = `echo -e "${sack}\\nnet.ipv4.tcp_ecn = 1" > ${conf}`
    const [problem] = read(script).problems
    expect(problem).toMatchObject({
      rule: 'malformed-line',
      problem: { parameter: 'net.ipv4.tcp_sack', severity: 'warning' },
    })
    expect(written(problem!.problem.at)).toBe('-e')
    expect(read(script, { dialect: 'bash' }).problems).toEqual([])
    expect(read(`echo -e "${sack}" > ${conf}`, { failFast: true }).problems).toHaveLength(1)
    expect(read(`exit\necho -e "${sack}" > ${conf}`).problems).toEqual([])
  })

  test('a file that is removed is empty', () => {
    expect(said(`echo "${sack}" > ${conf}\nrm -f ${conf}`)).toEqual([`write ${conf} "${sack}\\n"`, `write ${conf} ""`])
  })

  test.each([
    `echo hello > /tmp/x`,
    `cat > README.md <<EOF\n${sack}\nEOF`,
    `cat > /usr/local/bin/tune.sh <<'EOF'\n#!/bin/sh\nsysctl -w net.ipv4.tcp_sack=1\nEOF`,
    `cat > /etc/tuned/x/tuned.conf <<'EOF'\n[sysctl]\n${sack}\nEOF`,
    `cat <<EOF\n${sack}\nEOF`,
    `echo "${sack}"`,
    `echo "${sack}" >&2`,
    `echo "${sack}" > /dev/null`,
    `python3 - <<EOF\n${sack}\nEOF`,
    `sysctl -a > /tmp/sysctl.log`,
    `curl https://example.com/x | tee /tmp/y`,
  ])('%s is none of our business', script => expect(said(script)).toEqual([]))

  test('what is not known is marked, the rest of the here-document is certain', () => {
    const [step] = read(`cat > ${conf} <<EOF\nnet.ipv4.tcp_ecn = $ECN\n${sack}\n$(date) \`date\` $((1 + 2))\nEOF`).steps
    if (step?.do !== 'write') throw new Error('no write')
    const { content } = step
    expect(content.marks?.map(m => `${m.kind} ${content.text.slice(m.start, m.end)}`)).toEqual([
      'unknown $ECN',
      'unknown $(date)',
      'unknown `date`',
      'unknown $((1 + 2))',
    ])
    expect(written(step.at)).toBe(conf)
  })

  test('what may be missing is marked', () => {
    const [step] = read(`{ echo a=1; if x; then echo "${sack}"; fi; } > ${conf}`).steps
    if (step?.do !== 'write') throw new Error('no write')
    expect(step.content.text).toBe(`a=1\n#\n${sack}\n`)
    expect(step.content.marks).toEqual([{ start: 6, end: 28, kind: 'conditional', why: 'inside an if' }])
  })
})

describe('sed -i', () => {
  const want = 'line in /etc/sysctl.conf: fin_timeout=30 [unknown]'
  test.each([
    "sed -i 's/^#\\?net.ipv4.tcp_fin_timeout.*/net.ipv4.tcp_fin_timeout = 30/' /etc/sysctl.conf",
    'sed -i "s/.*tcp_fin_timeout.*/net.ipv4.tcp_fin_timeout=30/g" /etc/sysctl.conf',
    'sed -i.bak -E "s|x|net.ipv4.tcp_fin_timeout=30|" /etc/sysctl.conf',
    "sed -i -e 's/a/b/' -e 's/x/net\\.ipv4\\.tcp_fin_timeout=30/' /etc/sysctl.conf",
    "sed --in-place --expression='s,x,net.ipv4.tcp_fin_timeout=30,;s/a/b/' /etc/sysctl.conf",
    "sed -i '$ a net.ipv4.tcp_fin_timeout = 30' /etc/sysctl.conf",
    "sed -i '$a\\net.ipv4.tcp_fin_timeout = 30' /etc/sysctl.conf",
    "sed -i '/tcp_fin/c\\\nnet.ipv4.tcp_fin_timeout = 30' /etc/sysctl.conf",
    "sed -i '1i net.ipv4.tcp_fin_timeout = 30' /etc/sysctl.conf",
  ])('%s', script => expect(said(script)).toEqual([want]))

  test.each([
    "sed -i '/net.ipv4.tcp_fin_timeout/d' /etc/sysctl.conf",
    "sed -i 's/net.ipv4.tcp_fin_timeout = 60/x/' /etc/sysctl.conf",
    "sed -i 's/^net.ipv4.tcp_fin_timeout/#&/' /etc/sysctl.conf",
    "sed -i 's/x/# net.ipv4.tcp_fin_timeout = 30/' /etc/sysctl.conf",
    "sed -i 's/^\\(net.ipv4.tcp_fin_timeout\\).*/\\1 = 30/' /etc/sysctl.conf",
    "sed 's/x/net.ipv4.tcp_fin_timeout = 30/' /etc/sysctl.conf",
    "sed -n '/net.ipv4.tcp_fin_timeout = 30/p' /etc/sysctl.conf",
  ])('%s puts no known key there', script => expect(said(script)).toEqual([]))
})
