/** A distribution release and the kernels that its own archive installs. */
export interface Distribution {
  /** `debian-13`, `rhel-9` */
  readonly name: string
  /** Mainline series or releases, both inclusive. */
  readonly from: string
  readonly to: string
  readonly source: string
  /** Other names for it, lower case, without separators. */
  readonly also: readonly string[]
}

const enterprise = (release: string) => [`rocky${release}`, `alma${release}`, `almalinux${release}`, `centos${release}`]

/**
 * Every kernel that a release's own archive installs, backports left out. A series stands for its last release.
 *
 * The kernels of RHEL and SLES keep their number and take network code of much newer ones, so their range reaches up to the mainline
 * release that this code can come from: what changed on the way is unknown rather than refused.
 */
export const distributions: readonly Distribution[] = [
  {
    name: 'rhel-7',
    from: '3.10.0',
    to: '4.11',
    source: 'https://access.redhat.com/articles/3078',
    also: enterprise('7'),
  },
  {
    name: 'rhel-8',
    from: '4.18.0',
    to: '5.14',
    source: 'https://access.redhat.com/articles/3078',
    also: [...enterprise('8'), 'centosstream8'],
  },
  {
    name: 'rhel-9',
    from: '5.14.0',
    to: '6.12',
    source: 'https://access.redhat.com/articles/3078',
    also: [...enterprise('9'), 'centosstream9'],
  },
  {
    name: 'rhel-10',
    from: '6.12.0',
    to: '6.18',
    source: 'https://access.redhat.com/articles/3078',
    also: [...enterprise('10'), 'centosstream10'],
  },
  {
    name: 'ubuntu-18.04',
    from: '4.15',
    to: '5.4',
    source: 'https://ubuntu.com/kernel/lifecycle: 4.15, HWE 4.18 to 5.4',
    also: ['bionic'],
  },
  {
    name: 'ubuntu-20.04',
    from: '5.4',
    to: '5.15',
    source: 'https://ubuntu.com/kernel/lifecycle: 5.4, HWE 5.8 to 5.15',
    also: ['focal'],
  },
  {
    name: 'ubuntu-22.04',
    from: '5.15',
    to: '6.8',
    source: 'https://ubuntu.com/kernel/lifecycle: 5.15, HWE 5.19 to 6.8',
    also: ['jammy'],
  },
  {
    name: 'ubuntu-24.04',
    from: '6.8',
    to: '7.0',
    source: 'https://ubuntu.com/kernel/lifecycle: 6.8, HWE 6.11 to 7.0',
    also: ['noble'],
  },
  {
    name: 'ubuntu-26.04',
    from: '7.0',
    to: '7.0',
    source: 'https://ubuntu.com/kernel/lifecycle: 7.0',
    also: ['resolute'],
  },
  {
    name: 'debian-10',
    from: '4.19',
    to: '5.10',
    source: 'packages.debian.org: linux-image 4.19, and 5.10 of buster-security',
    also: ['buster'],
  },
  {
    name: 'debian-11',
    from: '5.10',
    to: '6.1',
    source: 'packages.debian.org: linux-image 5.10, and 6.1 of bullseye-security',
    also: ['bullseye'],
  },
  {
    name: 'debian-12',
    from: '6.1',
    to: '6.12',
    source: 'packages.debian.org: linux-image 6.1, and 6.12 of bookworm-security',
    also: ['bookworm'],
  },
  { name: 'debian-13', from: '6.12', to: '6.12', source: 'packages.debian.org: linux-image 6.12', also: ['trixie'] },
  {
    name: 'amzn-2',
    from: '4.14',
    to: '5.15',
    source: 'https://docs.aws.amazon.com/linux/al2/ug/aml2-kernel.html: 4.14, extras 5.4 to 5.15',
    also: ['amazonlinux2', 'al2'],
  },
  {
    name: 'amzn-2023',
    from: '6.1',
    to: '6.18',
    source: 'https://docs.aws.amazon.com/linux/al2023/release-notes/: images with 6.1, 6.12 and 6.18',
    also: ['amazonlinux2023', 'al2023'],
  },
  {
    name: 'sles-15',
    from: '4.12.14',
    to: '6.4',
    source: 'https://www.suse.com/support/kb/doc/?id=000019587: 4.12.14 to SP1, 5.3 to SP3, 5.14 to SP5, 6.4 to SP7',
    also: ['sle15', 'opensuseleap15'],
  },
]

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[\s_:-]+/g, '')
}

/** `rhel8`, `rhel-8`, `RHEL 8`, `rocky8`, `jammy` … */
export function distributionNamed(name: string): Distribution | undefined {
  if (name.length > 40) return undefined
  const wanted = squeezed(name)
  return distributions.find(d => squeezed(d.name) === wanted || d.also.includes(wanted))
}

/** Every spelling that a mistyped one is compared with. */
export const spellings: readonly string[] = distributions.flatMap(d => [d.name, squeezed(d.name), ...d.also])
