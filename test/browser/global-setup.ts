import { buildWeb } from '../../scripts/build.ts'

/** The development build, in which StrictMode has its double effects; only if its sources changed. */
export default async function globalSetup(): Promise<void> {
  await buildWeb({ mode: 'development' })
}
