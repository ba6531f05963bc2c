/** The whole API in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1), made of the contract. */
import { routes } from '../contract.ts'
import type { Route } from '../route.ts'
import { auditRoutes } from '../topics/audit.ts'
import { checkupRoutes } from '../topics/checkup.ts'
import { chronologyRoutes } from '../topics/chronologies.ts'
import { fileRoutes } from '../topics/files.ts'
import { instanceRoutes } from '../topics/instance.ts'
import { joinRoutes } from '../topics/join.ts'
import { keyRoutes } from '../topics/keys.ts'
import { linkRoutes } from '../topics/links.ts'
import { machineRoutes } from '../topics/machine.ts'
import { memberRoutes } from '../topics/members.ts'
import { meRoutes } from '../topics/me.ts'
import { probes } from '../topics/probes.ts'
import { signInRoutes } from '../topics/sign-in.ts'
import { componentSchemas } from './json-schema.ts'
import { openApiPath, operationOf } from './operation.ts'

export interface ApiFacts {
  version: string
  /** Where people are: scheme, host and port. */
  baseUrl: string
  /** Under which name a browser has the session. */
  sessionCookie: string
}

const TAGS: readonly (readonly [tag: string, description: string, routes: object])[] = [
  ['me', 'Who one is, and one’s account.', meRoutes],
  ['sign-in', 'Signing in, up and out.', signInRoutes],
  ['keys', 'Keys for one’s programs.', keyRoutes],
  ['join', 'Links that let somebody in.', joinRoutes],
  ['chronologies', 'The list of chronologies, and each as a whole.', { ...chronologyRoutes, ...fileRoutes }],
  ['sharing', 'Who may open a chronology.', { ...memberRoutes, ...linkRoutes }],
  ['log', 'Who did what.', auditRoutes],
  ['instance', 'The instance as a whole.', instanceRoutes],
  ['checkup', 'What the server sees of its own installation.', checkupRoutes],
  ['machine', 'What the command line asks of a running server.', machineRoutes],
]
const OTHERS = ['server', 'The server itself.'] as const

export function describeApi({ version, baseUrl, sessionCookie }: ApiFacts) {
  const paths: Record<string, Record<string, unknown>> = {}
  const described: Readonly<Record<string, Route>> = { ...routes, ...probes }
  for (const [name, route] of Object.entries(described)) {
    const tag = TAGS.find(([, , of]) => name in of)?.[0] ?? OTHERS[0]
    const path = (paths[openApiPath(route.path)] ??= {})
    path[route.method.toLowerCase()] = operationOf(name, route, tag)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Coeval',
      version,
      description:
        'Chronologies as files, who may open them, and the server as a whole. Documents are edited over a websocket (`/sync/{id}`). Instants are ISO 8601, UTC. An answer with a status of 400 or more has a code for programs and a sentence for people. A newer server may answer with more fields.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseUrl }],
    tags: [...TAGS, OTHERS].map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description: 'The session of somebody who signed in with a browser, or came by a link.',
        },
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key that somebody made for a program. It reads, or writes; for one chronology, or for all.',
        },
      },
    },
  }
}
