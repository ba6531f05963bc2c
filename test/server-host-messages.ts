/** What a ServerHost tells its process: to begin with this environment, or to end as by this signal. */
export type HostTold = { env: NodeJS.ProcessEnv; signal?: undefined } | { signal: 'SIGTERM' }

/** What it hears from there: what the server writes for its operator, and that it ended. */
export type HostSays = { stdout: string; exitCode?: undefined } | { exitCode: number }
