// Opens and closes connections in a network namespace of its own, with tcp_fin_timeout at 2 s, and prints what becomes of each.
// usage: unshare -n node states-driver.mjs      needs ip(8), to bring up the loopback
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

execFileSync('ip', ['link', 'set', 'lo', 'up'])
const set = (name, value) => writeFileSync(`/proc/sys/net/ipv4/${name}`, value)
set('tcp_fin_timeout', '2')
set('tcp_keepalive_intvl', '1')

/** include/net/tcp_states.h, as hexadecimal as /proc/net/tcp has them */
const names = { '01': 'ESTABLISHED', '05': 'FIN_WAIT_2', '06': 'TIME_WAIT', '08': 'CLOSE_WAIT' }

/** The state of the socket with these ports, or null. */
function stateOf(local, remote) {
  const hex = port => port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)) {
    const [, from, to, state] = line.trim().split(/\s+/)
    if (from?.endsWith(`:${hex(local)}`) && to?.endsWith(`:${hex(remote)}`)) return names[state] ?? state
  }
  return null
}

/** A connection that the client closes at once; the server does what it is told. */
async function connection(onServer) {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  const accepted = once(server, 'connection')
  const client = connect(port, '127.0.0.1')
  await once(client, 'connect')
  const [socket] = await accepted
  socket.on('error', () => {})
  onServer(socket)
  const { localPort } = client
  client.destroy()
  return { port, localPort }
}

const pairs = {
  held: await connection(() => {}),
  probed: await connection(socket => socket.setKeepAlive(true, 1000)),
  closed: await connection(socket => socket.on('end', () => socket.end()).resume()),
}
const seen = {}
for (let second = 0; second <= 7; second++) {
  await wait(second === 0 ? 300 : 1000)
  for (const [name, { port, localPort }] of Object.entries(pairs)) {
    seen[name] ??= { client: [], server: [] }
    seen[name].client.push(stateOf(localPort, port))
    seen[name].server.push(stateOf(port, localPort))
  }
}
console.log(JSON.stringify(seen))
process.exit(0)
