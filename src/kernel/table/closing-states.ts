import { ipSysctl, type TcpState } from './tcp-state.ts'

/** What ends a state in which a FIN waits for its acknowledgement. */
const unanswered: TcpState['governed'] = [
  {
    parameter: 'net.ipv4.tcp_orphan_retries',
    does: 'how often the FIN is sent again once no process holds the socket; 0 means 8, which takes over 100 s',
  },
  { parameter: 'net.ipv4.tcp_retries2', does: 'the same while a process still holds it (shutdown)' },
  {
    parameter: 'net.ipv4.tcp_max_orphans',
    does: 'above so many sockets without a process, they are reset instead',
  },
]

/** The states of a connection that is being closed. What ends CLOSE_WAIT, FIN_WAIT_2 and TIME_WAIT is tried on a real kernel: test/oracle/states.test.ts. */
export const closingStates: readonly TcpState[] = [
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
    name: 'FIN_WAIT_1',
    linux: { number: 4, name: 'TCP_FIN_WAIT1', ss: 'FIN-WAIT-1' },
    also: ['FIN_WAIT1'],
    article: 'The socket is closed and the connection is being shut down.',
    means:
      'This host has closed first and sent its FIN, behind whatever data was still to be sent; the peer has not acknowledged it. Sockets pile up here when peers are gone, or do not read: a window of zero holds back the FIN too.',
    verdict:
      'net.ipv4.tcp_orphan_retries ends it where the peer does not answer and no process holds the socket. tcp_fin_timeout does not: it begins in FIN_WAIT_2.',
    governed: unanswered,
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
    name: 'LAST_ACK',
    linux: { number: 9, name: 'TCP_LAST_ACK', ss: 'LAST-ACK' },
    also: [],
    article: 'Shut down by the other end, then closed here; it waits for the acknowledgement.',
    means:
      'The peer had closed first (CLOSE_WAIT), now the application of this host has closed too: its FIN is sent, and the acknowledgement of it is the last thing to come. No TIME_WAIT follows on this side, the peer has it.',
    verdict: 'net.ipv4.tcp_orphan_retries says how often the FIN is sent again before the kernel gives up.',
    governed: unanswered,
    tracked: 'last_ack',
    sources: [ipSysctl, 'net/ipv4/tcp_timer.c, tcp_write_timeout() and tcp_orphan_retries()'],
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
