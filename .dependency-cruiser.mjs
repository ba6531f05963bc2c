// Which folder may import which. `npm run check` holds these rules (scripts/suites/check.ts), by value and by type alike;
// docs/architecture/ says why they are so. A folder of the page or the server stands on those that are named before it.

/** The page, from the ground up. Folders of one line do not import each other. */
const PAGE = [
  ['theme', 'i18n'],
  ['api'],
  ['navigation'],
  ['ui'],
  ['words'],
  ['person'],
  ['session'],
  ['view'],
  ['boundary'],
  ['presence'],
  ['shell', 'fields'],
  ['sources'],
  ['claims'],
  ['commentary'],
  ['event', 'list', 'timeline', 'transfer', 'audit'],
  ['sharing'],
  ['keys'],
  ['workspace', 'home', 'account', 'admin', 'checkup', 'sign-in'],
]

/**
 * The server, from the ground up. A line may name single files of a folder, for those below it. What stands beside these
 * (main, cli, serve, start-server, program, app) imports them all.
 */
const SERVER = [
  ['messages'],
  ['refusal', 'process', 'access/email', 'access/roles', 'folder/durably', 'folder/names'],
  ['net'],
  ['storage'],
  ['folder', 'metered-storage'],
  ['backup'],
  ['access', 'transfer'],
  ['costs', 'metrics'],
  ['config'],
  ['auth'],
  ['accounts'],
  ['access-services'],
  ['http'],
  ['chronologies'],
  ['sharing'],
  ['instance'],
]

/** Parts of the page that are large enough to have folders of their own. What stands beside these imports them all. */
const TIMELINE = [['axis'], ['layout', 'vis'], ['viewport'], ['draw'], ['controller'], ['gestures']]
const COMMENTARY = [['use-commentary'], ['view'], ['extensions'], ['editor']]

/** The rooms, in the order of their README. */
const SYNC = [['wire'], ['room'], ['storage'], ['host']]

/** Folders of verbs: what is done, as functions, and in `routes.ts` or `*-routes.ts` how HTTP asks for it. */
const DOMAINS = '^apps/server/src/(accounts|chronologies|sharing|instance)/'
const ROUTES = 'routes?\\.ts$'
/** Handlers of accounts stand in a folder below `http`, which asks who somebody is. */
const OF_ACCOUNTS = '^apps/server/src/accounts/.*-routes\\.ts$'

const TESTS = '\\.test\\.tsx?$|/testing/|/storage/suites/'

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or lack a third that both stand on. Types count as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'packages-import-no-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|test|scripts)/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'api-stands-alone',
      comment: 'The contract is read by page, server, command line and tests.',
      severity: 'error',
      from: { path: '^packages/api/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/api/' },
    },
    {
      name: 'messages-stand-alone',
      comment: 'They serve page, server and packages with any catalogue.',
      severity: 'error',
      from: { path: '^packages/messages/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/messages/' },
    },
    {
      name: 'chronology-stands-alone',
      severity: 'error',
      from: { path: '^packages/chronology/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/chronology/' },
    },
    {
      name: 'ydoc-alone-knows-yjs',
      comment: 'The names inside the Y.Doc are known to one folder. The rest of the model is plain data.',
      severity: 'error',
      from: { path: '^packages/chronology/src/', pathNot: `^packages/chronology/src/ydoc/|${TESTS}` },
      to: { path: 'node_modules/(yjs|lib0|y-protocols)/' },
    },
    {
      name: 'formats-know-plain-chronologies-only',
      comment: 'So that a format runs in tab, server and command line alike: no Yjs, no page, no Node.',
      severity: 'error',
      from: { path: '^packages/formats/', pathNot: TESTS },
      to: {
        path: 'node_modules/(yjs|lib0|y-protocols|react)/|^packages/(sync|caj|api)/|^packages/chronology/src/ydoc/',
      },
    },
    {
      name: 'packages-know-no-node',
      severity: 'error',
      from: { path: '^packages/(chronology|formats|sync|api|messages)/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sync-knows-no-chronology',
      comment: 'What an audience may see is passed in.',
      severity: 'error',
      from: { path: '^packages/sync/', pathNot: TESTS },
      to: { path: '^packages/(chronology|formats|caj|api)/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: `${TESTS}|^test/` },
      to: { path: TESTS },
    },
    {
      name: 'handlers-only-translate',
      comment:
        'A handler calls a verb of a domain, which stores, tells the live connections and writes the log in one go.',
      severity: 'error',
      from: { path: `^apps/server/src/[a-z/-]+${ROUTES}`, pathNot: TESTS },
      to: { path: '^apps/server/src/(storage/|access/(audit|changes|live-connections)\\.ts$)' },
    },
    {
      name: 'verbs-know-no-request',
      comment: 'So that the command line and other programs can call them: an initiator and plain values come in.',
      severity: 'error',
      from: { path: DOMAINS, pathNot: `${TESTS}|${ROUTES}` },
      to: { path: '^apps/server/src/http/|node_modules/(hono|@hono)/' },
    },
    ...upward('packages/sync/src', SYNC),
    ...upward('apps/web/src', PAGE),
    ...upward('apps/web/src/timeline', TIMELINE),
    ...upward('apps/web/src/commentary', COMMENTARY),
    ...upward('apps/server/src', SERVER),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-dev)/' },
    // Types are part of what a file needs.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}

/** A rule for each folder: it imports itself and the lines before it. */
function upward(root, lines) {
  return lines.flatMap((line, at) =>
    line.map((folder) => {
      const below = [folder, ...lines.slice(0, at).flat()].join('|')
      return {
        name: `${root}/${folder}-imports-downwards`,
        severity: 'error',
        from: { path: `^${root}/${folder}(/|\\.tsx?$)`, pathNot: `${TESTS}|${OF_ACCOUNTS}` },
        to: { path: `^${root}/`, pathNot: `^${root}/(${below})(/|\\.tsx?$|\\.d\\.ts$)` },
      }
    }),
  )
}
