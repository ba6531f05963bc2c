/** Who one is: signing in and up and out, the account, and the links that let people in. */
import { accountRoutes } from './account-routes.ts'
import { peopleParts, type PeopleRoutesOptions } from './open-accounts.ts'
import type { Api } from '../http/serve-route.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signUpRoutes } from './sign-up-routes.ts'

export function peopleRoutes(api: Api, options: PeopleRoutesOptions): void {
  const parts = peopleParts(options)
  accountRoutes(api, parts)
  signInRoutes(api, parts)
  signUpRoutes(api, parts)
}
