import { always, anyInt, int } from '../handlers.ts'
import { group } from './entry.ts'

/** In kernels of single vendors, never in mainline. */
export const vendor = group('net.ipv4.', ['Android and vendor kernel trees 3.10 to 5.4'], {
  tcp_default_init_rwnd: {
    doc: 'In kernels of device makers only.',
    accepts: anyInt,
    effect: 'vendor',
  },
  tcp_delack_seg: {
    doc: 'In kernels of device makers only.',
    accepts: anyInt,
    effect: 'vendor',
  },
  tcp_use_userconfig: {
    doc: 'In kernels of device makers only.',
    accepts: anyInt,
    effect: 'vendor',
  },
  tcp_random_timestamp: {
    doc: 'In kernels of device makers only.',
    accepts: anyInt,
    effect: 'vendor',
  },
  tcp_tw_timeout: {
    doc: 'Alibaba Cloud Linux 2 and 3: the length of TIME_WAIT, which is fixed elsewhere.',
    accepts: always(int(1, 600)),
    default: '60',
    unit: 'seconds',
    effect: 'vendor',
    sources: ['https://www.alibabacloud.com/help/en/ecs/user-guide/change-the-tcp-time-wait-timeout-period'],
  },
  tcp_collapse_max_bytes: {
    doc: 'Kernels with a patch by Cloudflare, such as XanMod: the largest buffer that is collapsed under pressure.',
    accepts: anyInt,
    unit: 'bytes',
    effect: 'vendor',
    sources: ['https://blog.cloudflare.com/optimizing-tcp-for-high-throughput-and-low-latency/'],
  },
})
