import { aks } from './aks.ts'
import { article } from './article.ts'
import type { BuiltInPolicy } from './built-in-policy.ts'
import { mongodb } from './mongodb.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redshift } from './redshift.ts'
import { sapHana } from './sap-hana.ts'

/** Every built-in policy, the article first. */
export const builtInPolicies: readonly BuiltInPolicy[] = [article, aks, mongodb, rabbitmq, redshift, sapHana]
