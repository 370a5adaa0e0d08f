/** What the parameters hold before each script. */
export const before: Record<string, string> = {
  'net.ipv4.tcp_fin_timeout': '77',
  'net.ipv4.tcp_keepalive_intvl': '78',
  'net.ipv4.tcp_retries2': '13',
  'net.ipv4.tcp_rmem': '5001 50002 500003',
}

/** Makes scripts of all the ways to set a parameter, in all the surroundings that are followed. */
export function scriptsFrom(random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const number = () => String(15 + Math.floor(random() * 80))

  const setting = (): { key: string; value: string } => {
    const key = pick(Object.keys(before))
    return { key, value: key.endsWith('rmem') ? `${number()}00 ${number()}000 ${number()}0000` : number() }
  }
  const quote = (text: string): string => {
    const plain = /^[\w./=-]+$/.test(text)
    const styles = [`'${text}'`, `"${text}"`, text.replace(/ /g, '\\ '), `${text.slice(0, 4)}"${text.slice(4)}"`]
    return pick(plain ? [...styles, text] : styles)
  }
  const spelled = (key: string): string => pick([key, key, key.replaceAll('.', '/')])
  const path = (key: string): string => `/proc/sys/${key.replaceAll('.', '/')}`

  const sysctl = (): string => {
    const { key, value } = setting()
    const k = spelled(key)
    const command = pick([
      'sysctl',
      '/sbin/sysctl',
      'sysctl -q',
      'env A=1 sysctl',
      'nice -n 1 sysctl',
      'sudo -n sysctl',
    ])
    return pick([
      () => `${command} -w ${quote(`${k}=${value}`)}`,
      () => `${command} ${quote(`${k}=${value}`)}`,
      () => `${command} -w ${k}=${quote(value)}`,
      () => `${command} ${quote(`${k} = ${value}`)}`,
      () => `${command} -w ${k} = ${value}`,
      () => `${command} -w ${k}= ${value}`,
      () => `${command} -w ${k}=${value}`,
      () => `${command} --write=${k}=${value}`,
      () => `${command} -w=${k}=${value}`,
      () => `${command} -e nosuch.key=1 ${quote(`${k}=${value}`)}`,
      () => `${command} -a ${quote(`${k}=${value}`)} >/dev/null`,
      () => `sysctl --dry-run ${quote(`${k}=${value}`)}`,
      () => `${command} -w ${k}=${quote(value)} # ${k}=1`,
      () => `V=${quote(value)}; sysctl -w ${k}="$V"`,
      () => `V=${quote(value)}\nsysctl -w ${k}=$V`,
      () => `S=${quote(`${k}=${value}`)}; sysctl -w "$S"`,
    ])()
  }

  const proc = (): string => {
    const { key, value } = setting()
    const to = path(key)
    const print = pick([
      `echo ${quote(value)}`,
      `echo ${value}`,
      `echo -n ${quote(value)}`,
      `printf ${quote(value)}`,
      `printf '%s\\n' ${quote(value)}`,
      `printf '${value}\\n'`,
      `printf %s%s ${quote(value.slice(0, 1))} ${quote(value.slice(1))}`,
      `echo -e ${quote(value)}`,
      `echo "${value}\\n"`,
      `echo "${value}\\c"`,
      `echo "${value}`.concat('\n5"'),
    ])
    return pick([
      () => `${print} > ${to}`,
      () => `${print} >> ${quote(to)}`,
      () => `${print} >| ${to}`,
      () => `${print} | tee ${to} > /dev/null`,
      () => `${print} | cat > ${to}`,
      () => `${print} | sudo -n tee -a ${to} > /dev/null`,
      () => `${print} | dd of=${to} 2>/dev/null`,
      () => `> ${to} ${print}`,
      () => `{ ${print}; } > ${to}`,
      () => `(${print}) 2>/dev/null > ${to}`,
      () => `cat > ${to} <<EOF\n${value}\nEOF`,
      () => `cat <<'EOF' > ${to}\n${value}\nEOF`,
      () => `tee ${to} <<-EOF > /dev/null\n\t${value}\n\tEOF`,
      () => `cat > ${to} <<< ${quote(value)}`,
      () => `cd ${to.slice(0, to.lastIndexOf('/'))} && ${print} > ${to.slice(to.lastIndexOf('/') + 1)}`,
      () => `P=${to}; ${print} > $P`,
      () => `: > ${to}`,
    ])()
  }

  const conf = (): string => {
    const { key, value } = setting()
    const other = setting()
    const file = `/etc/sysctl.d/${pick(['60', '70'])}-x.conf`
    const write = pick([
      () => `echo ${quote(`${key} = ${value}`)} >> ${file}`,
      () => `echo ${key} = ${value} > ${file}`,
      () => `printf '%s = %s\\n' ${key} ${quote(value)} >> ${file}`,
      () => `printf '${key} = ${value}\\n${other.key} = ${other.value}\\n' > ${file}`,
      () => `echo -e "${key}=${value}\\n${other.key}=${other.value}" > ${file}`,
      () => `echo "${key}=${value}\\n${other.key}=${other.value}" > ${file}`,
      () => `cat > ${file} <<EOF\n${key} = ${value}\n${other.key} = ${other.value}\nEOF`,
      () => `cat <<-'EOF' | tee -a ${file} > /dev/null\n\t# $X\n\t${key} = ${value}\n\tEOF`,
      () => `{ echo "${key}=${value}"; echo ${quote(`${other.key}=${other.value}`)}; } > ${file}`,
      () => `V=${quote(value)}\ncat >> ${file} <<EOF\n${key} = \${V}\n# \\$V\nEOF`,
      () => `echo ${quote(`${key} = ${value}`)} > /tmp/x.conf; mv /tmp/x.conf ${file}`,
      () => `echo ${quote(`${key} = ${value}`)} > ${file}; rm -f ${file}`,
      () => `echo ${quote(`${key} = ${value}`)} | install -m 644 /dev/stdin ${file}`,
      () => `echo "$(printf '${key} = ${value}')" > ${file}`,
    ])()
    const load = pick([
      `sysctl -p ${file}`,
      `sysctl -q -p ${file}`,
      `sysctl --load=${file}`,
      `sysctl -p < /dev/null ${file}`,
      `true`,
    ])
    return `${write}\n${load}`
  }

  const simple = (): string =>
    pick([
      sysctl,
      sysctl,
      proc,
      proc,
      conf,
      () => {
        const { key, value } = setting()
        return pick([
          `echo "${key}=${value}" | sysctl -p -`,
          `sysctl -p - <<EOF\n${key} = ${value}\nEOF`,
          `for s in ${key}=${quote(value)}; do sysctl -w "$s"; done`,
          `for v in 30 ${number()}; do sysctl -w net.ipv4.tcp_fin_timeout=$v; done`,
          `for v in 4 6; do sysctl -w net.ipv$v.tcp_fin_timeout=20; done`,
          `echo "sysctl -w ${key}=${value}"`,
          `: # sysctl -w ${key}=${value}`,
          `sysctl -w net.ipv4.tcp_{fin_timeout,retries2}=${number()}`,
          `OUT=$(sysctl -w ${key}=${quote(value)} 2>&1)`,
        ])
      },
    ])()

  /** In dash a here-string is a syntax error, which ends more than the command that it is in. */
  const nested = (script: string, wrap: (script: string) => string): string =>
    script.includes('<<<') ? script : wrap(script)

  let names = 0
  const wrapped = (depth: number): string => {
    if (depth === 0 || random() < 0.35) return simple()
    const inner = () => wrapped(depth - 1)
    const name = `f${names++}`
    return pick([
      () => `${inner()}\n${inner()}`,
      () => `if true; then\n${inner()}\nelse\n${inner()}\nfi`,
      () => `if false; then\n${inner()}\nelse\n${inner()}\nfi`,
      () => `{\n${inner()}\n}`,
      () => `(\n${inner()}\n)`,
      () => `true && {\n${inner()}\n}`,
      () => `false && {\n${inner()}\n}`,
      () => `false || {\n${inner()}\n}`,
      () => `: || {\n${inner()}\n}`,
      () => `{\n${inner()}\n} || true`,
      () => `${name}() {\n${inner()}\n}\n${name}`,
      () => `for i in 1; do\n${inner()}\ndone`,
      () => `for i in; do\n${inner()}\ndone`,
      () => `while false; do\n${inner()}\ndone`,
      () => `while true; do\n${inner()}\nbreak\ndone`,
      () => `bash <<'SCRIPT${depth}'\n${inner()}\nSCRIPT${depth}`,
      () =>
        nested(
          inner(),
          script => `sh <<SCRIPT${depth}
${script}
SCRIPT${depth}`,
        ),
      () => nested(inner(), script => `sh -c '${script.replaceAll("'", "'\\''")}'`),
      () => `eval '${inner().replaceAll("'", "'\\''")}'`,
      () => `( exit 3\n${inner()}\n)\n${inner()}`,
      () => `${inner()}\nset -e\n${inner()}`,
      () => `[ -f /proc/sys/net/ipv4/tcp_fin_timeout ] && sysctl -w net.ipv4.tcp_fin_timeout=${number()}`,
      () => `if [ ! -e /proc/sys/net/ipv4/tcp_fin_timeout ]; then\nexit 0\nfi\n${inner()}`,
      () => `sysctl -w net.ipv4.tcp_fin_timeout=${number()} && sysctl -w net.ipv4.tcp_retries2=${number()}`,
      () => `${inner()}\nexit\n${inner()}`,
    ])()
  }
  return wrapped
}
