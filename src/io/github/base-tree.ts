import { posix } from 'node:path'
import type { Library } from '../../core/library.ts'
import type { Source } from '../../core/text.ts'
import { binaries, candidates } from '../byte-search.ts'
import { rememberingLibrary } from '../library.ts'
import { splitNames } from '../path-bytes.ts'
import { createReader, largestFile } from '../read-files.ts'
import type { Repository } from './history.ts'
import { type Selection, selects } from './selection.ts'
import type { Difference } from './tree-diff.ts'

/** The files of a commit that may set a parameter, by paths relative to the working directory. */
export interface BaseTree {
  readonly sources: readonly Source[]
  /** Every file of the commit, to be read on demand. */
  readonly library: Library
}

interface Blob {
  readonly id: string
  readonly path: string
}

/** More than this is not read in one go, and of what differs not more than that in all. */
const oneRead = 1 << 26
const allReads = 1 << 29

/**
 * Reads a commit without checking it out. What does not differ from the checkout is read from the disk, which is faster, and is
 * then just what was linted there.
 * @param cwd absolute, without symbolic links, in the repository
 * @param changed what differs between the commit and the checkout
 * @returns null if the commit's files are not all here (a partial clone), or are too many
 */
export async function readBaseTree(
  repository: Repository,
  cwd: string,
  commit: string,
  changed: readonly Difference[],
  selection: Selection,
): Promise<BaseTree | null> {
  const { ok, stdout } = repository.ask(['ls-tree', '-r', '-z', '--full-tree', commit])
  if (!ok) return null
  const selected = await selects(selection)
  const prefix = posix.relative(repository.root, cwd)
  const differs = new Set(changed.filter(d => d.status !== 'A').map(d => d.oldPath))
  const blobs: Blob[] = []
  const onDisk: string[] = []
  const links = new Map<string, Blob>()
  for (const entry of splitNames(stdout)) {
    const tab = entry.indexOf('\t')
    const [mode, , id] = entry.slice(0, tab).split(' ')
    const name = entry.slice(tab + 1)
    const path = prefix === '' ? name : posix.relative(prefix, name)
    if (id === undefined || !selected(path)) continue
    if (mode === '120000') links.set(path, { id, path })
    // symbolic links and submodules are not read
    if (!mode?.startsWith('100')) continue
    if (differs.has(name)) blobs.push({ id, path })
    else onDisk.push(path)
  }
  const fromGit = readBlobs(repository, blobs, selection.wanted)
  if (fromGit === null) return null
  const readFiles = createReader(cwd)
  const fromDisk = readFiles(onDisk, { wanted: selection.wanted, passedOver: () => {} })
  const sources = [...fromDisk, ...fromGit].sort((a, b) => (a.path < b.path ? -1 : 1))
  const blobOf = new Map(blobs.map(blob => [blob.path, blob]))
  const library = rememberingLibrary([...onDisk, ...blobOf.keys(), ...links.keys()].sort(), sources, paths => {
    const inGit = paths.flatMap(path => blobOf.get(path) ?? [])
    // a link of the base is no file of the checkout
    const others = paths.filter(path => !blobOf.has(path) && !links.has(path))
    return [
      ...readFiles(others, { wanted: 'all', passedOver: () => {} }),
      ...(readBlobs(repository, inGit, () => true) ?? []),
    ]
  })
  const linkTarget = (path: string): string | null => {
    const link = links.get(path)
    return (link && readBlobs(repository, [link], () => true)?.[0]?.text) ?? null
  }
  return { sources, library: { ...library, linkTarget } }
}

function readBlobs(repository: Repository, blobs: readonly Blob[], wanted: Selection['wanted']): Source[] | null {
  const sizes = sizesOf(repository, blobs)
  if (sizes === null) return null
  const fit = blobs.filter((_, i) => sizes[i]! <= largestFile)
  const lengths = sizes.filter(size => size <= largestFile)
  if (lengths.reduce((a, b) => a + b, 0) > allReads) return null
  const sources: Source[] = []
  for (let at = 0; at < fit.length; ) {
    let end = at
    for (let total = 0; end < fit.length && (end === at || total + lengths[end]! <= oneRead); end++)
      total += lengths[end]!
    const some = fit.slice(at, end)
    const { ok, stdout } = repository.ask(['cat-file', '--batch'], some.map(b => `${b.id}\n`).join(''))
    if (!ok || !search(stdout, some, lengths.slice(at, end), wanted, sources)) return null
    at = end
  }
  return sources
}

function sizesOf(repository: Repository, blobs: readonly Blob[]): number[] | null {
  if (blobs.length === 0) return []
  const { ok, stdout } = repository.ask(['cat-file', '--batch-check'], blobs.map(b => `${b.id}\n`).join(''))
  if (!ok) return null
  const lines = stdout.toString('latin1').trimEnd().split('\n')
  const sizes = lines.map(line => Number(/ blob (\d+)$/.exec(line)?.[1] ?? Number.NaN))
  return sizes.length === blobs.length && !sizes.some(Number.isNaN) ? sizes : null
}

/**
 * What `cat-file --batch` prints is a batch for the byte search as it is: `NAME blob SIZE`, the content, a line break, and so on. No
 * such line can be taken for part of a parameter's name.
 */
function search(
  bytes: Buffer,
  blobs: readonly Blob[],
  sizes: readonly number[],
  wanted: Selection['wanted'],
  found: Source[],
): boolean {
  const starts: number[] = []
  for (let i = 0, at = 0; i < blobs.length; i++) {
    const start = bytes.indexOf(0x0a, at) + 1
    if (start === 0 || bytes.toString('latin1', at, start - 1) !== `${blobs[i]!.id} blob ${sizes[i]}`) return false
    starts.push(start)
    at = start + sizes[i]! + 1
  }
  if (starts.length === 0) return true
  const batch = { bytes, starts }
  const hits = candidates(batch)
  const notText = binaries(batch)
  for (const [i, { path }] of blobs.entries()) {
    if (notText.has(i) || !(hits.has(i) || wanted(path))) continue
    found.push({ path, text: bytes.toString('utf8', starts[i], starts[i]! + sizes[i]!) })
  }
  return true
}
