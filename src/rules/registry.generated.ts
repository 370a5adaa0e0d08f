// Written by scripts/generate.mjs from the files of this folder; not to be edited.
import type { Rule } from '../core/rule.ts'
import { rule as invalidValue } from './invalid-value.ts'
import { rule as keepaliveIncomplete } from './keepalive-incomplete.ts'
import { rule as loaderDisagreement } from './loader-disagreement.ts'
import { rule as malformedLine } from './malformed-line.ts'
import { rule as misreadValue } from './misread-value.ts'
import { rule as missingReason } from './missing-reason.ts'
import { rule as neverRead } from './never-read.ts'
import { rule as noEffect } from './no-effect.ts'
import { rule as notPersistent } from './not-persistent.ts'
import { rule as outsidePolicy } from './outside-policy.ts'
import { rule as overridden } from './overridden.ts'
import { rule as removedParameter } from './removed-parameter.ts'
import { rule as requiredParameter } from './required-parameter.ts'
import { rule as syntax } from './syntax.ts'
import { rule as tcpFinTimeout } from './tcp-fin-timeout.ts'
import { rule as tcpKeepaliveIntvl } from './tcp-keepalive-intvl.ts'
import { rule as tcpKeepaliveProbes } from './tcp-keepalive-probes.ts'
import { rule as tcpTwRecycle } from './tcp-tw-recycle.ts'
import { rule as tcpTwReuse } from './tcp-tw-reuse.ts'
import { rule as unknownParameter } from './unknown-parameter.ts'
import { rule as unusedIgnore } from './unused-ignore.ts'

/** Every rule, by its id. */
export const rules: readonly Rule[] = [
  invalidValue,
  keepaliveIncomplete,
  loaderDisagreement,
  malformedLine,
  misreadValue,
  missingReason,
  neverRead,
  noEffect,
  notPersistent,
  outsidePolicy,
  overridden,
  removedParameter,
  requiredParameter,
  syntax,
  tcpFinTimeout,
  tcpKeepaliveIntvl,
  tcpKeepaliveProbes,
  tcpTwRecycle,
  tcpTwReuse,
  unknownParameter,
  unusedIgnore,
]
