/** Every address of the server, by the name of what is done there. What is not here is not answered. */
import type { Route } from './route.ts'
import { auditRoutes } from './topics/audit.ts'
import { checkupRoutes } from './topics/checkup.ts'
import { chronologyRoutes } from './topics/chronologies.ts'
import { descriptionRoutes } from './topics/description.ts'
import { fileRoutes } from './topics/files.ts'
import { instanceRoutes } from './topics/instance.ts'
import { joinRoutes } from './topics/join.ts'
import { keyRoutes } from './topics/keys.ts'
import { linkRoutes } from './topics/links.ts'
import { machineRoutes } from './topics/machine.ts'
import { memberRoutes } from './topics/members.ts'
import { meRoutes } from './topics/me.ts'
import { signInRoutes } from './topics/sign-in.ts'
import { syncRoutes } from './topics/sync.ts'

/** The guard stands before each of them. The order matters where a fixed path and an id could be the same. */
export const routes = {
  ...meRoutes,
  ...signInRoutes,
  ...keyRoutes,
  ...joinRoutes,
  ...fileRoutes,
  ...chronologyRoutes,
  ...memberRoutes,
  ...linkRoutes,
  ...auditRoutes,
  ...instanceRoutes,
  ...checkupRoutes,
  ...machineRoutes,
  ...descriptionRoutes,
  ...syncRoutes,
} as const satisfies Readonly<Record<string, Route>>

export type RouteName = keyof typeof routes

/** Method and path, as tables and logs have it: `GET /api/me`. */
export function lineOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`
}
