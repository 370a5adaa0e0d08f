import type { StateName } from '../../core/tcp-states.ts'

/** What Linux does in one state of a connection, and what governs that. */
export interface TcpState {
  readonly name: StateName
  /** Its number and name in the kernel (include/net/tcp_states.h) and in ss(8); null: Linux has no such state. */
  readonly linux: { readonly number: number; readonly name: string; readonly ss: string } | null
  /** Other names of it, in capitals with `_`. */
  readonly also: readonly string[]
  /** What the article says of it, in other words. */
  readonly article: string
  /** What it means, in paragraphs. */
  readonly means: string
  /** What ends it, in a sentence or two: which parameter does, or that none can. */
  readonly verdict: string
  /** The parameters that have to do with it, most important first. */
  readonly governed: readonly { readonly parameter: string; readonly does: string }[]
  /** The part of the name of connection tracking's timeout, which is a firewall's memory and not the socket's. */
  readonly tracked: string | null
  readonly sources: readonly string[]
}

const ipSysctl = 'Documentation/networking/ip-sysctl.rst'

/** The thirteen states of the article's table. What ends CLOSE_WAIT, FIN_WAIT_2 and TIME_WAIT is tried on a real kernel: test/oracle/states.test.ts. */
export const states: readonly TcpState[] = [
  {
    name: 'BOUND',
    linux: null,
    also: ['BOUND_INACTIVE', 'TCP_BOUND_INACTIVE'],
    article: 'Bound, ready to connect or to listen.',
    means:
      'A state of Solaris: the socket has an address and a port and does nothing with them yet. Linux shows such a socket as CLOSED, if at all; since 6.8 ss --bound-inactive lists those that hold a port.',
    verdict: 'It lasts until the application connects, listens or closes. No parameter ends it.',
    governed: [
      {
        parameter: 'net.ipv4.ip_local_port_range',
        does: 'has the ports from which the kernel chooses one if the application names none',
      },
      { parameter: 'net.ipv4.ip_local_reserved_ports', does: 'has the ports that are never chosen' },
    ],
    tracked: null,
    sources: ['include/net/tcp_states.h, TCP_BOUND_INACTIVE', 'ss(8)'],
  },
  {
    name: 'CLOSED',
    linux: { number: 7, name: 'TCP_CLOSE', ss: 'UNCONN' },
    also: ['CLOSE', 'UNCONN'],
    article: 'Closed; the socket is not in use.',
    means:
      'There is no connection (any more). A socket that an application still holds in this state is a descriptor and a little memory, and no packet belongs to it.',
    verdict:
      'Nothing is left to be shortened: it costs nothing but the descriptor, which the application gives back by closing.',
    governed: [],
    tracked: 'close',
    sources: ['include/net/tcp_states.h', 'net/ipv4/tcp.c, tcp_set_state()'],
  },
  {
    name: 'CLOSING',
    linux: { number: 11, name: 'TCP_CLOSING', ss: 'CLOSING' },
    also: [],
    article: 'Closed here, then shut down by the other end; it waits for the acknowledgement.',
    means:
      'Both ends have closed at the same moment: each has sent its FIN before it saw that of the other. The FIN of the peer has arrived; that of this host is not acknowledged yet. Once it is, TIME_WAIT follows. It is rare and short.',
    verdict:
      'net.ipv4.tcp_orphan_retries says how often the FIN is sent again before the kernel gives up; the acknowledgement of the peer ends it long before.',
    governed: [
      {
        parameter: 'net.ipv4.tcp_orphan_retries',
        does: 'how often the FIN is sent again once no process holds the socket; 0 means 8, which takes over 100 s',
      },
      { parameter: 'net.ipv4.tcp_retries2', does: 'the same while a process still holds it' },
      {
        parameter: 'net.ipv4.tcp_max_orphans',
        does: 'above so many sockets without a process, they are reset instead',
      },
    ],
    tracked: null,
    sources: ['net/ipv4/tcp_input.c, tcp_fin()', 'net/ipv4/tcp_timer.c, tcp_orphan_retries()'],
  },
  {
    name: 'CLOSE_WAIT',
    linux: { number: 8, name: 'TCP_CLOSE_WAIT', ss: 'CLOSE-WAIT' },
    also: [],
    article:
      'The other end has shut the connection down, and it waits for the local application to close its socket. The article has a section on reducing it, whose parameters are about other states.',
    means: `The peer has sent its FIN and will send nothing more. The kernel has acknowledged that and told the application: read() returns 0. From here on it is the application's turn, which may still send and then has to close.

Sockets that pile up here are a fault of the application on this host, which does not close what it should: a leak, a pool that holds on to dead connections, a thread that is stuck. Each holds a descriptor until the process ends. The peer meanwhile waits in FIN_WAIT_2, and gives up by its own tcp_fin_timeout.

With SO_KEEPALIVE the kernel probes in this state too: once the peer has forgotten the connection it answers with a reset, and the kernel ends the connection. The socket disappears from the list, but not from the process: its descriptor is still leaked.`,
    verdict:
      'No sysctl can shorten it. It ends when the application of this host closes the socket, or ends; tcp_fin_timeout, tcp_tw_reuse and tcp_tw_recycle have nothing to do with it.',
    governed: [
      {
        parameter: 'net.ipv4.tcp_keepalive_time',
        does: 'with SO_KEEPALIVE, how soon the kernel finds out that the peer has gone for good; the descriptor stays',
      },
      { parameter: 'net.ipv4.tcp_keepalive_intvl', does: 'the time between its probes' },
      { parameter: 'net.ipv4.tcp_keepalive_probes', does: 'how many of them may stay unanswered' },
    ],
    tracked: 'close_wait',
    sources: ['net/ipv4/tcp_input.c, tcp_fin() and tcp_reset()', 'net/ipv4/tcp_timer.c, tcp_keepalive_timer()'],
  },
  {
    name: 'ESTABLISHED',
    linux: { number: 1, name: 'TCP_ESTABLISHED', ss: 'ESTAB' },
    also: ['ESTAB'],
    article: 'The connection is established.',
    means: `Both ends may send. An idle connection costs no packet and lasts for ever, also when the peer is gone without a word: a host that lost its power sends no FIN.

Two things end it from the kernel's side. Data that is not acknowledged is sent again, less and less often, and in the end given up. And an application may ask for keepalive (SO_KEEPALIVE): then an idle connection is probed, and given up when nothing answers.`,
    verdict:
      'An idle connection is ended by net.ipv4.tcp_keepalive_time + tcp_keepalive_intvl × tcp_keepalive_probes (7875 s by default), and only where the application sets SO_KEEPALIVE; one with unacknowledged data by net.ipv4.tcp_retries2.',
    governed: [
      { parameter: 'net.ipv4.tcp_keepalive_time', does: 'the silence before the first probe' },
      { parameter: 'net.ipv4.tcp_keepalive_intvl', does: 'the time between two probes' },
      { parameter: 'net.ipv4.tcp_keepalive_probes', does: 'how many may stay unanswered' },
      {
        parameter: 'net.ipv4.tcp_retries2',
        does: 'how often data is sent again before the connection is given up; 15 takes 924.6 s at least',
      },
    ],
    tracked: 'established',
    sources: [ipSysctl, 'net/ipv4/tcp_timer.c, tcp_keepalive_timer() and tcp_write_timeout()'],
  },
  {
    name: 'FIN_WAIT_1',
    linux: { number: 4, name: 'TCP_FIN_WAIT1', ss: 'FIN-WAIT-1' },
    also: ['FIN_WAIT1'],
    article: 'The socket is closed and the connection is being shut down.',
    means:
      'This host has closed first and sent its FIN, behind whatever data was still to be sent; the peer has not acknowledged it. Sockets pile up here when peers are gone, or do not read: a window of zero holds back the FIN too.',
    verdict:
      'net.ipv4.tcp_orphan_retries ends it where the peer does not answer and no process holds the socket. tcp_fin_timeout does not: it begins in FIN_WAIT_2.',
    governed: [
      {
        parameter: 'net.ipv4.tcp_orphan_retries',
        does: 'how often the FIN is sent again once no process holds the socket; 0 means 8, which takes over 100 s',
      },
      { parameter: 'net.ipv4.tcp_retries2', does: 'the same while a process still holds it (shutdown)' },
      {
        parameter: 'net.ipv4.tcp_max_orphans',
        does: 'above so many sockets without a process, they are reset instead',
      },
    ],
    tracked: 'fin_wait',
    sources: [ipSysctl, 'net/ipv4/tcp_timer.c, tcp_write_timeout() and tcp_orphan_retries()'],
  },
  {
    name: 'FIN_WAIT_2',
    linux: { number: 5, name: 'TCP_FIN_WAIT2', ss: 'FIN-WAIT-2' },
    also: ['FIN_WAIT2'],
    article: 'The socket is closed and waits for the other end to shut down too.',
    means: `This host has closed first, and the peer has acknowledged that, but not closed its own side. Until it does there is nothing to do but wait: the peer is in CLOSE_WAIT, and its application has the word.

Where the application has closed the socket, nobody here holds it any more (an orphan), and the kernel waits for a limited time only. Where it has merely shut down its sending side and goes on reading, there is no limit.`,
    verdict:
      'net.ipv4.tcp_fin_timeout ends it where no process holds the socket any more. An application can set its own limit by TCP_LINGER2.',
    governed: [
      { parameter: 'net.ipv4.tcp_fin_timeout', does: 'how long it may last once no process holds the socket' },
      {
        parameter: 'net.ipv4.tcp_max_orphans',
        does: 'above so many sockets without a process, they are reset instead',
      },
      {
        parameter: 'net.ipv4.tcp_keepalive_time',
        does: 'with SO_KEEPALIVE, how soon a vanished peer is noticed while a process still holds the socket',
      },
    ],
    tracked: 'fin_wait',
    sources: [
      ipSysctl,
      'tcp(7), TCP_LINGER2',
      'net/ipv4/tcp.c, __tcp_close(); net/ipv4/tcp_input.c, tcp_rcv_state_process()',
    ],
  },
  {
    name: 'IDLE',
    linux: null,
    also: [],
    article: 'Idle: opened, but not bound.',
    means:
      'A state of Solaris: the application has a socket and has done nothing with it. Linux has no name for it and shows it nowhere but among the descriptors of the process.',
    verdict: 'It lasts until the application does something with the socket. No parameter ends it.',
    governed: [],
    tracked: null,
    sources: ['include/net/tcp_states.h', 'ss(8)'],
  },
  {
    name: 'LAST_ACK',
    linux: { number: 9, name: 'TCP_LAST_ACK', ss: 'LAST-ACK' },
    also: [],
    article: 'Shut down by the other end, then closed here; it waits for the acknowledgement.',
    means:
      'The peer had closed first (CLOSE_WAIT), now the application of this host has closed too: its FIN is sent, and the acknowledgement of it is the last thing to come. No TIME_WAIT follows on this side, the peer has it.',
    verdict: 'net.ipv4.tcp_orphan_retries says how often the FIN is sent again before the kernel gives up.',
    governed: [
      {
        parameter: 'net.ipv4.tcp_orphan_retries',
        does: 'how often the FIN is sent again once no process holds the socket; 0 means 8, which takes over 100 s',
      },
      { parameter: 'net.ipv4.tcp_retries2', does: 'the same while a process still holds it (shutdown)' },
      {
        parameter: 'net.ipv4.tcp_max_orphans',
        does: 'above so many sockets without a process, they are reset instead',
      },
    ],
    tracked: 'last_ack',
    sources: [ipSysctl, 'net/ipv4/tcp_timer.c, tcp_write_timeout() and tcp_orphan_retries()'],
  },
  {
    name: 'LISTEN',
    linux: { number: 10, name: 'TCP_LISTEN', ss: 'LISTEN' },
    also: ['LISTENING'],
    article: 'Listening for incoming connections.',
    means:
      'The socket waits for connections. Each that begins has a state of its own (SYN_RECEIVED) and, once it is complete, a place in the queue of the listener until the application accepts it. When that queue is full, the end of the handshake is dropped and the client tries again.',
    verdict: 'It lasts until the application closes. Parameters bound its queues, none its time.',
    governed: [
      { parameter: 'net.core.somaxconn', does: 'the longest queue of complete connections that listen() may ask for' },
      {
        parameter: 'net.ipv4.tcp_max_syn_backlog',
        does: 'how many half-open ones are remembered where SYN cookies are off',
      },
      {
        parameter: 'net.ipv4.tcp_syncookies',
        does: 'whether an overflow of half-open ones is answered without remembering them',
      },
      { parameter: 'net.ipv4.tcp_abort_on_overflow', does: 'whether a full queue is answered with a reset' },
      { parameter: 'net.ipv4.tcp_fastopen', does: 'whether data may come with the first packet' },
    ],
    tracked: null,
    sources: [ipSysctl, 'listen(2)', 'net/ipv4/tcp_input.c, tcp_conn_request()'],
  },
  {
    name: 'SYN_RECEIVED',
    linux: { number: 3, name: 'TCP_SYN_RECV', ss: 'SYN-RECV' },
    also: ['SYN_RECV', 'SYN_RCVD', 'NEW_SYN_RECV', 'TCP_NEW_SYN_RECV'],
    article: 'A SYN has arrived, and the connection is being set up.',
    means:
      'A SYN has arrived and is answered with SYN+ACK; the last packet of the handshake is still to come. The kernel keeps it as a small request of the listener (TCP_NEW_SYN_RECV), not as a socket. Many of them are a SYN flood, or clients whose answers get lost.',
    verdict:
      'net.ipv4.tcp_synack_retries ends it: with 5, the SYN+ACK is sent for the last time after 31 s and given up after 63 s.',
    governed: [
      { parameter: 'net.ipv4.tcp_synack_retries', does: 'how often the SYN+ACK is sent again' },
      { parameter: 'net.ipv4.tcp_max_syn_backlog', does: 'how many are remembered where SYN cookies are off' },
      { parameter: 'net.ipv4.tcp_syncookies', does: 'whether more than fit are answered without remembering them' },
    ],
    tracked: 'syn_recv',
    sources: [ipSysctl, 'net/ipv4/inet_connection_sock.c, reqsk_timer_handler()'],
  },
  {
    name: 'SYN_SENT',
    linux: { number: 2, name: 'TCP_SYN_SENT', ss: 'SYN-SENT' },
    also: [],
    article: 'The socket is actively trying to establish a connection.',
    means:
      'This host has sent a SYN and waits for the answer; connect() hangs. A refusal comes at once; silence (a firewall that drops, a host that is down) lasts until the kernel gives up.',
    verdict:
      'net.ipv4.tcp_syn_retries ends it: with 6, connect() fails after 127 s, since 6.5 after 131 s. An application can give up earlier (TCP_SYNCNT, TCP_USER_TIMEOUT).',
    governed: [
      { parameter: 'net.ipv4.tcp_syn_retries', does: 'how often the SYN is sent again' },
      {
        parameter: 'net.ipv4.tcp_syn_linear_timeouts',
        does: 'how many of them one second apart, before the pauses double',
      },
      { parameter: 'net.ipv4.ip_local_port_range', does: 'the ports from which it takes one of its own' },
      { parameter: 'net.ipv4.tcp_tw_reuse', does: 'whether it may take over the port of a connection in TIME_WAIT' },
    ],
    tracked: 'syn_sent',
    sources: [ipSysctl, 'tcp(7), TCP_SYNCNT', 'net/ipv4/tcp_timer.c, tcp_write_timeout()'],
  },
  {
    name: 'TIME_WAIT',
    linux: { number: 6, name: 'TCP_TIME_WAIT', ss: 'TIME-WAIT' },
    also: [],
    article:
      'It waits after the close, in case the other end sends its shutdown again. Many of them use up the addresses, the article says, and expects tcp_fin_timeout to help.',
    means: `The connection is over; this host closed first and keeps its four numbers (both addresses and ports) out of use for a while, so that no late packet of it is taken for one of a new connection, and so that a FIN that was sent again is answered.

It is no socket of a process: a small entry without descriptor and buffers, some 250 bytes. A hundred thousand of them are no load. They hurt a host that opens very many connections to one and the same address and port, since each keeps a local port busy: some 28,000 of them in 60 s with the default range. A server that is connected to has no such limit.`,
    verdict:
      'No sysctl can shorten it: it is 60 s, a constant of the kernel (TCP_TIMEWAIT_LEN). tcp_fin_timeout does not change that. What helps is to keep connections open, to close on the other side, or more ports and addresses.',
    governed: [
      {
        parameter: 'net.ipv4.tcp_tw_reuse',
        does: 'whether a new outgoing connection may take over such a port before the 60 s are over, which timestamps make safe',
      },
      { parameter: 'net.ipv4.tcp_tw_reuse_delay', does: 'how old the entry must be for that' },
      {
        parameter: 'net.ipv4.tcp_max_tw_buckets',
        does: 'how many there may be; above it, new ones are dropped at once, and with them their protection',
      },
      { parameter: 'net.ipv4.ip_local_port_range', does: 'how many ports there are to go through' },
      { parameter: 'net.ipv4.tcp_rfc1337', does: 'whether a reset may end it early' },
      { parameter: 'net.ipv4.tcp_tw_recycle', does: 'ended it early and broke clients behind NAT; gone since 4.12' },
    ],
    tracked: 'time_wait',
    sources: [ipSysctl, 'include/net/tcp.h, TCP_TIMEWAIT_LEN', 'net/ipv4/tcp_minisocks.c, tcp_time_wait()'],
  },
]

/** The state of that name, however it is spelled: `CLOSE_WAIT`, `close-wait`, `CloseWait`, `TCP_CLOSE_WAIT`, `FIN_WAIT1`, `SYN_RECV`. */
export function findState(name: string): TcpState | undefined {
  const plain = squeezed(name)
  return states.find(state => spellingsOf(state).some(one => squeezed(one) === plain))
}

/** Every name of a state, its own first. */
export function spellingsOf({ name, also, linux }: TcpState): readonly string[] {
  return [name, ...also, ...(linux ? [linux.name, linux.ss] : [])]
}

function squeezed(name: string): string {
  return name.length > 40 ? '' : name.toUpperCase().replace(/[\s_-]+/g, '')
}
