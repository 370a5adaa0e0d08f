// Runs inside a network namespace of its own and writes to the real kernel: one JSON document in, one out.
// In: { baselines: { parameter: value }, cases: [[parameter, value]] }. Out: { hz, results: [[errno, before, after]] }.
import fs from 'node:fs'

const fileOf = parameter => `/proc/sys/${parameter.replaceAll('.', '/')}`

/** Writes a value as sysctl does: with its newline in one write, and what the kernel leaves over in further ones. */
function write(parameter, value) {
  let fd
  try {
    fd = fs.openSync(fileOf(parameter), 'w')
    const bytes = Buffer.from(`${value}\n`)
    let at = 0
    while (at < bytes.length) {
      const wrote = fs.writeSync(fd, bytes, at)
      if (wrote === 0) break
      at += wrote
    }
    return null
  } catch (error) {
    return error.code
  } finally {
    if (fd !== undefined) fs.closeSync(fd)
  }
}

const read = parameter => fs.readFileSync(fileOf(parameter), 'utf8').replace(/\n$/, '').replace(/\t/g, ' ')

/** The ticks per second, by the largest tcp_fin_timeout that is taken. */
function findHz() {
  const parameter = 'net.ipv4.tcp_fin_timeout'
  let [taken, refused] = [1, 2 ** 31]
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2)
    if (write(parameter, String(middle)) === null) taken = middle
    else refused = middle
  }
  return [100, 250, 300, 1000, 1024].find(hz => Math.floor((2 ** 31 - 1) / hz) === taken) ?? null
}

const request = fs.readFileSync(0, 'utf8')
if (request === 'probe') {
  const writable = folder =>
    fs
      .readdirSync(`/proc/sys/${folder}`)
      .filter(name => fs.statSync(`/proc/sys/${folder}/${name}`).isFile())
      .map(name => [
        `${folder.replaceAll('/', '.')}.${name}`,
        (fs.statSync(`/proc/sys/${folder}/${name}`).mode & 0o200) !== 0,
      ])
  const folders = ['net/ipv4', 'net/core', 'net/netfilter'].filter(folder => fs.existsSync(`/proc/sys/${folder}`))
  const values = ['net.ipv4.tcp_available_congestion_control', 'net.ipv4.tcp_allowed_congestion_control'].map(read)
  const hz = findHz()
  console.log(JSON.stringify({ hz, files: folders.flatMap(writable), available: values[0], allowed: values[1] }))
} else {
  const { baselines, cases } = JSON.parse(request)
  const results = cases.map(([parameter, value]) => {
    if (parameter in baselines) write(parameter, baselines[parameter])
    const before = read(parameter)
    const result = [write(parameter, value), before, read(parameter)]
    // One parameter may bound another, so none is left at what was tried.
    if (parameter in baselines) write(parameter, baselines[parameter])
    return result
  })
  console.log(JSON.stringify(results))
}
