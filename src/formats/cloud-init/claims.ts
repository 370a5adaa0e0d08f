import { isMime, userDataType } from './detect.ts'

/** Names that people give to user-data, and folders they keep it in. */
const userDataName = /(^|\/)([^/]*[._-])?(user[-_]?data|vendor[-_]?data|cloud[-_]?init|cloud[-_]?config)[^/]*$/i
const userDataFolder = /(^|\/)(cloud[-_]?init|user[-_]?data|nocloud)\/(.+\/)?[^/]+$/i
const baseConfig = /(^|\/)cloud\.cfg(\.d\/[^/]+\.cfg)?$/
const autoinstallName = /(^|\/)[^/]*autoinstall[^/]*$/i

/** Endings that user-data has, template endings off; other endings are programs and prose. */
const userDataEnding =
  /^(ya?ml|cfg|conf|txt|cloud-init|cloud-config|mime|sh|bash|b64|base64|gz|data|.*(user|vendor)[-_]?data|)$/i
const templateEnding = /\.(tftpl|tpl|tmpl|template|j2|jinja2?|in|pkrtpl|pkrtpl\.hcl)$/i

/** Part of every name below. Asked of every file of a repository: nearly all are told by this. */
const telling = /cloud|install|r[-_]?data/i

/** What a file is to the reader, by its path: see UserDataOptions. Null for names that say nothing. */
export function namedKind(path: string): 'user-data' | 'base' | 'autoinstall' | null {
  if (!telling.test(path)) return null
  if (baseConfig.test(path)) return 'base'
  if (!hasUserDataEnding(path)) return null
  if (autoinstallName.test(path)) return 'autoinstall'
  return userDataName.test(path) || userDataFolder.test(path) ? 'user-data' : null
}

function hasUserDataEnding(path: string): boolean {
  const name = path.split('/').at(-1)!.replace(templateEnding, '')
  const dot = name.lastIndexOf('.')
  return userDataEnding.test(dot < 0 ? '' : name.slice(dot + 1))
}

const prose = /\.(md|markdown|rst|adoc|html?|py|go|rs|js|ts|rb|java|c|h|cc|cpp|diff|patch|ipynb|json|xml|tf|hcl|tofu)$/i
const topKeys = /^(write_files|runcmd|bootcmd|autoinstall)[ \t]*:/m
const whole64 = /^\s*(I2Nsb3VkL|IyMgdGVtcGxhdGU6|IyEv|Q29udGVudC1UeXBl|TUlNRS1WZXJzaW9u|H4sI)[A-Za-z0-9+/=\s]/

/** Whether a text that is all base64 holds user-data or gzip, as the interfaces of clouds take it. */
export function isWhole64(text: string): boolean {
  return whole64.test(text.slice(0, 200))
}

/** Whether a text may name a parameter, or hide one in an encoding. Most user-data sets none and need not be parsed. */
function mayHoldSettings(text: string): boolean {
  return /ipv4|conntrack_tcp|b64|base64|gz|!!binary|quoted-printable/i.test(text) || isWhole64(text)
}

/** Whether a file has to be looked at although its bytes name no parameter: all of it may be base64. */
export function mayBeWhole64(path: string): boolean {
  return namedKind(path) === 'user-data' && !/\.(sh|bash)(\.\w+)?$/i.test(path)
}

/** Whether a file is user-data, by what it begins with, or by its name and its keys. */
export function claimsUserData(path: string, text: string): boolean {
  if (prose.test(path) || !mayHoldSettings(text)) return false
  const named = namedKind(path)
  const type = userDataType(text.slice(0, 4096))
  if (type !== null && type !== 'text/x-shellscript' && !/include|part-handler/.test(type)) return true
  if (type === 'text/x-shellscript') return named === 'user-data' && isUserDataScript(path)
  if (isMime(text) && (named !== null || /^(content-type|mime-version):/i.test(text))) return true
  if (named === 'base') return true
  if (named !== null && (isWhole64(text) || topKeys.test(text))) return true
  if (named === 'autoinstall') return /^(late|early)-commands[ \t]*:|^user-data[ \t]*:/m.test(text)
  // #cloud-config too late in a file that plainly is meant to be one
  return (
    /\.(ya?ml|cfg|tpl|tftpl|tmpl|j2)$/.test(path) &&
    /^#cloud-config[ \t]*\r?$/m.test(text.slice(0, 2000)) &&
    topKeys.test(text)
  )
}

/** A script whose name says that it is user-data itself and not about cloud-init. */
function isUserDataScript(path: string): boolean {
  return /(user|vendor)[-_]?data[^/]*$/i.test(path) || !/\.(sh|bash)(\.\w+)?$/i.test(path)
}
