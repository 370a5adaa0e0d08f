import type { Format } from '../core/format.ts'
import { ansible } from './ansible/index.ts'
import { cloudInit } from './cloud-init/index.ts'
import { shell } from './shell/index.ts'
import { sysctlConf } from './sysctl-conf/index.ts'
import { terraform } from './terraform/index.ts'

/** In the order in which they are asked; the first that claims a file reads it. */
export const formats: readonly Format[] = [terraform, cloudInit, shell, ansible, sysctlConf]
