/** The settings of README.md, with which people who run the tests may run a server of their own. */
const SETTING = /^(HOST|PORT|BASE_URL|TRUST_PROXY|OIDC_\w+|COEVAL_\w+|SECURITY_CONTACT|LOG)$/

/** The environment of this process without any setting of the server: a test says which it has. */
export function bareEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTING.test(name)))
}
