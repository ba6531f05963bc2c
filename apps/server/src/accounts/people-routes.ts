/** Who one is: signing in and up and out, the account, and the links that let people in. */
import type { PublicOrigins } from '../net/public-origins.ts'
import { BrowserRequests } from '../http/browser-requests.ts'
import type { Api } from '../http/serve-route.ts'
import { accountRoutes } from './account-routes.ts'
import { joinRoutes } from './join-routes.ts'
import type { OpenAccounts } from './open-accounts.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signUpRoutes } from './sign-up-routes.ts'

export function peopleRoutes(api: Api, opened: OpenAccounts, places: PublicOrigins): void {
  const requests = new BrowserRequests(places)
  accountRoutes(api, opened, requests)
  signInRoutes(api, opened, requests)
  signUpRoutes(api, opened, requests)
  joinRoutes(api, opened, requests)
}
