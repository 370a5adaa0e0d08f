import { ipSysctl, type TcpState } from './tcp-state.ts'

/** The states of a socket without a connection, of one that begins, and of one that is there. */
export const openStates: readonly TcpState[] = [
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
]
